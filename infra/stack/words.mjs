import { resolve } from 'node:path';
import { Failed } from '../lib/progress.mjs';
import { numberIn, parsed, shellWord } from '../lib/words.mjs';

/** The command → whether it takes processes. */
const commands = { up: false, down: false, status: false, kill: true, stop: true, cont: true };

export const usualFolder = '.laurel-stack';

/** `npm run stack` with these words as somebody can copy it: with the folder, where it is not the usual one. */
export const stackCommand = (dataDir, ...words) => {
  const all = [...words, ...(dataDir === resolve(usualFolder) ? [] : ['--data-dir', shellWord(dataDir)])];
  return ['npm run stack', ...(all.length > 0 ? ['--', ...all] : [])].join(' ');
};

export const help = `npm run stack [-- <command>] [options]

Laurel (Nguyệt Quế) in its distributed form on this machine: Kafka, MongoDB and PostgreSQL, every service twice, the gateway.

  up                   engines, preparation, processes, sample; runs until Ctrl-C (what it does without a command)
  down                 stops it from another terminal; the data stay
  status               processes and engines, who leads, memory; exit code 1 when one is not ready
  kill <process …>     SIGKILL; it is started again, as an orchestrator would    processes: directory:1 directory:2
  stop <process …>     SIGSTOP: it hangs                                         plans:1 plans:2 gateway:1
  cont <process …>     SIGCONT: it goes on

  --replicas <n>       processes of each service (2)
  --gateways <n>       processes of the gateway; the second and further ones take the next free ports (1)
  --brokers <1|3>      Kafka brokers of a new stack (1)
  --port <n>           where the schema is served, on this machine only; 0 takes a free one (4000)
  --data-dir <folder>  secrets, logs, which engines hold the data (${usualFolder})
  --clock <instant>    where the business clock begins: 2021-01-22T08:00:00+07:00, or a day
  --fresh              forget everything and begin anew
  --engines <a;b;c>    engines that run already: kafka=host:port,…;mongodb=uri;postgres=url. They are neither started nor stopped
  --built              everything is built: do not look
  -h, --help

LAUREL_KURRENTDB_URL names a KurrentDB that holds the events instead of PostgreSQL: at every start of a folder, or at none.
`;

/** The command line as data. Throws `Failed` with one line for what it does not know. */
export const readWords = (words) => {
  const { values, positionals } = parsed(words, options);
  if (values.help) return { command: 'help' };
  const [command = 'up', ...names] = positionals;
  if (!Object.hasOwn(commands, command))
    throw new Failed(`There is no command ${command}: ${Object.keys(commands).join(', ')}; --help tells more.`);
  if (commands[command] !== names.length > 0)
    throw new Failed(commands[command] ? `stack ${command} needs a process, as plans:1.` : `stack ${command} takes no word ${names[0]}.`);
  if (values['data-dir'].trim() === '') throw new Failed('A folder has a name.');
  return {
    command,
    names,
    replicas: numberIn('--replicas', values.replicas, (n) => n >= 1 && n <= 9, 'a number from 1 to 9'),
    gateways: numberIn('--gateways', values.gateways, (n) => n >= 1 && n <= 9, 'a number from 1 to 9'),
    brokers: numberIn('--brokers', values.brokers, (n) => n === 1 || n === 3, '1 or 3'),
    port: numberIn('--port', values.port, (n) => n <= 65_000, 'a number from 0 to 65000'),
    dataDir: resolve(values['data-dir']),
    clock: values.clock,
    fresh: values.fresh,
    built: values.built,
    engines: values.engines === undefined ? undefined : givenEngines(values.engines),
  };
};

const options = {
  replicas: { type: 'string', default: '2' },
  gateways: { type: 'string', default: '1' },
  brokers: { type: 'string' },
  port: { type: 'string', default: '4000' },
  'data-dir': { type: 'string', default: usualFolder },
  clock: { type: 'string' },
  fresh: { type: 'boolean', default: false },
  built: { type: 'boolean', default: false },
  engines: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
};

const givenEngines = (text) => {
  const given = Object.fromEntries(text.split(';').map((part) => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)]));
  const { kafka, mongodb, postgres, ...others } = given;
  if (!kafka || !mongodb || !postgres || Object.keys(others).length > 0)
    throw new Failed(
      '--engines is written like "kafka=127.0.0.1:29001;mongodb=mongodb://127.0.0.1:29010/?replicaSet=rs0;postgres=postgres://laurel@127.0.0.1:29011/postgres".',
    );
  return { kafka, mongodb, postgres };
};
