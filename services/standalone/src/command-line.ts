import type { ParkedMessage } from '@laurel/read-models';
import type { ParkedKey, VerifiedLog } from '@laurel/runtime';
import { Argument, Command, CommanderError } from 'commander';
import { CannotAsk } from './ask-process.js';
import { localTime } from './local-time.js';
import { instantOf } from './options.js';
import { progress } from './progress.js';
import { type RunningLaurel, runningLaurel, type ShownService } from './running-laurel.js';
import { runProgram, serviceNames, servicesFor } from './service-programs.js';

export interface Screen {
  readonly show: (text: string) => void;
  readonly complain: (text: string) => void;
}

/** npm run laurel: asks a running npm start or npm run stack, and orders. Gives the exit code: 1 for what could not be done or is not in order. */
export const runCommandLine = async (words: readonly string[], { show, complain }: Screen): Promise<number> => {
  let code = 0;
  const program = new Command('npm run laurel --')
    .description('Looks after a Laurel that runs on this machine.')
    .option('--data-dir <folder>', 'of the npm start or npm run stack that is meant; the one that runs when absent')
    .configureOutput({ writeOut: (text) => show(text.trimEnd()), writeErr: () => undefined })
    .exitOverride();
  const ask = <Answer>(title: string, work: (laurel: RunningLaurel) => Promise<Answer>): Promise<Answer> =>
    progress(`Waiting for ${title}`, async () => work(runningLaurel(program.opts<{ dataDir?: string }>().dataDir)));

  program
    .command('status')
    .description('health, projections, parked keys, processes at work; 1 when something is not in order')
    .option('--all', 'every projection, not only those that are behind')
    .action(async ({ all = false }: { all?: boolean }) => {
      const { now, services } = await ask('status', (laurel) => laurel.status());
      show([`Business clock  ${localTime(now)} in Hà Nội`, ...services.flatMap((each) => statusLines(each, all))].join('\n'));
      if (services.some(({ ready, problems }) => !ready || problems.length > 0)) code = 1;
    });

  const parked = program.command('parked').description('messages that could not be taken in, and what follows them on their key');
  parked
    .command('list')
    .description('every parked key')
    .action(async () => {
      const keys = await ask('parked', (laurel) => laurel.parked());
      show(keys.length === 0 ? 'Nothing is parked.' : keys.flatMap(keyLines).join('\n'));
    });
  parked
    .command('show <consumer> <key>')
    .description('the messages of one key, in their order')
    .action(async (consumer: string, key: string) => {
      const messages = await ask('parked', (laurel) => laurel.messages(consumer, key));
      show(messages.flatMap(messageLines).join('\n'));
    });
  parked
    .command('skip <consumer> <key>')
    .description('leaves the first message of the key out for good')
    .requiredOption('--reason <text>', 'why; it is kept with the message')
    .action(async (consumer: string, key: string, { reason }: { reason: string }) => {
      await ask('parked', (laurel) => laurel.skip(consumer, key, reason));
      show('The first message is left out, its reason kept. Release the key to take in what follows.');
    });
  parked
    .command('release <consumer> <key>')
    .description('takes the messages of the key in, in their order')
    .action(async (consumer: string, key: string) => {
      const taken = await ask('release', (laurel) => laurel.release(consumer, key));
      show(`Taken in: ${taken}. The key goes on.`);
    });

  program
    .command('rebuild <read-model>')
    .description('builds a read model anew from the log beside the one that answers, then puts it in its place')
    .action(async (readModel: string) => {
      await ask('rebuild', (laurel) => laurel.rebuild(readModel));
      show(`${readModel} is rebuilt and answers.`);
    });
  program
    .command('verify')
    .description('parses every event of every log by its schema; 1 when one cannot be read')
    .action(async () => {
      const logs = await ask('verify', (laurel) => laurel.verify());
      show(logs.flatMap(logLines).join('\n'));
      if (logs.some(({ unreadable }) => unreadable > 0)) code = 1;
    });
  program
    .command('clock')
    .description('reads the business clock, or moves it forward')
    .addArgument(new Argument('[instant]', '2021-01-29, its beginning, or 2021-01-29T08:00:00+07:00').argParser(instantOf))
    .action(async (instant?: string) => {
      const now = await ask('clock', (laurel) => laurel.clock(instant));
      show(`The business clock stands at ${localTime(now)} in Hà Nội (${now}).`);
    });

  /** Of services that run elsewhere: on the engines that this environment names, as `.env.example` of each service says. */
  const onEngines = (words: string, description: string, run: (service?: string) => Promise<number>): Command => {
    const [noun = '', verb] = words.split(' ');
    const group =
      program.commands.find((each) => each.name() === noun) ?? program.command(noun).description('on the engines of this environment');
    const command = verb === undefined ? group : group.command(verb);
    return command.description(description).action(async ({ service }: { service?: string }) => {
      code = await run(service);
    });
  };
  const each = async (word: `--${string}`, only: string | undefined): Promise<number> => {
    let worst = 0;
    for (const service of servicesFor(word, only)) worst = Math.max(worst, await runProgram(service, word));
    return worst;
  };
  const ofEach = (words: string, description: string, word: `--${string}`): Command =>
    onEngines(words, description, (service) => each(word, service)).option('--service <name>', 'of this one alone');
  ofEach('prepare', 'all that services need on the engines of this environment: store migrate, indexes apply, topics apply', '--prepare');
  ofEach('store migrate', 'the schema of each log', '--migrate-store');
  ofEach('indexes apply', 'the indexes of all read models', '--apply-indexes');
  // Any service declares the topics of all.
  onEngines('topics apply', 'makes the topics that are missing, sets what can be set', () =>
    runProgram(serviceNames()[0]!, '--apply-topics'),
  );
  onEngines('topics check', 'tells how the topics differ from what is declared; 1 when they do', () =>
    runProgram(serviceNames()[0]!, '--check-topics'),
  );

  try {
    await program.parseAsync(words, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    if (!(error instanceof CommanderError || error instanceof CannotAsk)) throw error;
    complain(lineOf(error));
    return 1;
  }
};

const lineOf = (error: Error): string => {
  if (error instanceof CannotAsk) return error.message;
  const text = error.message.replace(/^error: /, '').replace(/\s+/g, ' ');
  // Without a word commander gives its help, which is no line.
  return `${text.startsWith('(outputHelp)') ? 'Say what to do.' : text.replace(/\.?$/, '.')} See npm run laurel -- --help.`;
};

const statusLines = (
  { service, ready, problems, projections, parked, processes, replicas }: ShownService,
  all: boolean,
): readonly string[] => {
  const shown = projections.filter(({ state, lagMs }) => all || state !== 'LIVE' || lagMs > 0);
  return [
    '',
    `${service}  ${ready ? 'ready' : 'NOT READY'} · ${projections.length} read models, ${projections.length - projections.filter(isCurrent).length} behind · ${parked.length} keys parked · ${processes.length} processes at work`,
    ...replicas.map(({ name, state }) => `  ${name}  ${replicaWords[state]}`),
    ...shown.map(({ name, state, lagMs }) => `  ${name}  ${state}${lagMs > 0 ? `, ${(lagMs / 1000).toFixed(1)} s behind` : ''}`),
    ...problems.map(({ part, problem }) => `  ! ${part}: ${problem}`),
    ...processes.map((stream) => `  at work: ${stream}`),
  ];
};
const replicaWords = { LEADS: 'leads', FOLLOWS: 'follows', SILENT: 'DOES NOT ANSWER' } as const;
const isCurrent = ({ state, lagMs }: ShownService['projections'][number]): boolean => state === 'LIVE' && lagMs === 0;

const keyLines = ({ consumer, key, messages, since, error }: ParkedKey): readonly string[] => [
  `${consumer}  ${key}`,
  `  ${messages} message${messages === 1 ? '' : 's'} since ${since}: ${error}`,
];

const messageLines = ({ sequence, payload, error, parkedAt }: ParkedMessage): readonly string[] => [
  `${sequence}  parked ${parkedAt}${error === undefined ? '' : `: ${error}`}`,
  `  ${payload}`,
];

const logLines = ({ service, events, unreadable, problems }: VerifiedLog & { readonly service: string }): readonly string[] => [
  `${service}: ${events} events, ${unreadable === 0 ? 'all readable' : `${unreadable} UNREADABLE`}`,
  ...problems.map((problem) => `  ! ${problem}`),
];
