// npm run engines: real Kafka, MongoDB, PostgreSQL and toxiproxy without containers. What is shown goes to stdout, how it goes on to stderr.
import { addressesOf } from './engines/addresses.mjs';
import * as commands from './engines/commands.mjs';
import { enginesCommand, help, readWords } from './engines/words.mjs';
import { Failed, outliveReaders } from './lib/progress.mjs';
import { install } from './lib/workspace.mjs';

const membersIn = ({ kafka, mongodb, postgres, toxiproxy }) =>
  [...(kafka?.brokers ?? []), ...(mongodb?.nodes ?? []), postgres, toxiproxy].filter(Boolean);

const condition = ({ answers, frozen, running }) => {
  if (answers) return 'answers';
  if (frozen) return 'held by SIGSTOP';
  return running ? 'DOES NOT ANSWER' : 'NOT RUNNING';
};

const shown = (result, words) => {
  const members = membersIn(result);
  if (members.length === 0) return `Nothing was started in the instance ${result.name}: ${enginesCommand(words, 'up')}`;
  return members
    .map(
      (one) =>
        `${one.name.padEnd(10)} ${one.version.padEnd(8)} pid ${String(one.pid).padEnd(8)} ${`${one.memoryMiB} MiB`.padStart(8)}  ${condition(one)}  ${one.address}`,
    )
    .join('\n');
};

const exportsOf = (result) =>
  Object.entries(addressesOf(result))
    .map(([name, address]) => `export ${name}='${address}'`)
    .join('\n');

const stoppedText = ({ stopped }) =>
  stopped.length === 0
    ? 'Nothing was running.'
    : stopped.map(({ name, killed }) => `${name} ${killed ? 'was killed: it did not end within its bound' : 'stopped'}`).join('\n');

/** What starts engines writes down which: a signal ends it between the two, and a server that nobody knows would stay. */
const beginning = new Set(['up', 'start']);

/** A second one does not wait for anything. */
const whenInterrupted = () => {
  outliveReaders();
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => interrupted.abort());
  return interrupted.signal;
};

try {
  const words = readWords(process.argv.slice(2));
  if (words.command === 'help') {
    process.stdout.write(help);
    process.exit(0);
  }
  // The clients by which it is asked whether an engine answers.
  if (words.command === 'up') await install();
  const signal = beginning.has(words.command) ? whenInterrupted() : undefined;
  const result = await commands[words.command === 'address' ? 'status' : words.command]({ ...words, signal }).catch((error) => {
    throw signal?.aborted ? new Failed(`It was interrupted; what has come up by then stays: ${enginesCommand(words, 'down')}`) : error;
  });
  const text = { down: stoppedText, address: exportsOf }[words.command] ?? shown;
  console.log(words.json ? JSON.stringify(result, null, 2) : text(result, words));
  const silent = words.command === 'status' && membersIn(result).some(({ answers }) => !answers);
  process.exit(silent ? 1 : 0);
} catch (error) {
  console.error(error instanceof Failed ? error.message : error);
  process.exit(1);
}
