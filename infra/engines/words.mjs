import { join, resolve } from 'node:path';
import { Failed } from '../lib/progress.mjs';
import { numberIn, parsed, shellWord } from '../lib/words.mjs';
import { root } from '../lib/workspace.mjs';

export const engineNames = ['kafka', 'mongodb', 'postgres', 'toxiproxy'];
const usual = { name: 'default', folder: join(root, '.engines') };
const commands = {
  up: false,
  down: false,
  status: false,
  address: false,
  kill: true,
  start: true,
  stop: true,
  cont: true,
};

/** `npm run engines` with these words as somebody can copy it for this very instance. */
export const enginesCommand = ({ name, folder }, ...words) =>
  [
    'npm run engines --',
    ...words,
    ...(name === usual.name ? [] : ['--name', name]),
    ...(resolve(folder) === usual.folder ? [] : ['--folder', shellWord(resolve(folder))]),
  ].join(' ');

export const help = `npm run engines -- <command> [options]

  up                   install what is missing, start, wait until each answers
  down                 stop what was started here; the data stay
  status               address, process, version and memory; exit code 1 when one that was started does not answer
  address              what specs read, as exports for a shell: eval "$(npm run -s engines -- address)"
  kill <member …>      SIGKILL       members: kafka:1 kafka:2 kafka:3 mongodb mongodb:2 mongodb:3
  start <member …>     again, on the same data, and wait until it answers   postgres toxiproxy
  stop <member …>      SIGSTOP: it hangs
  cont <member …>      SIGCONT: it goes on

  --only <a,b>         of kafka, mongodb, postgres, toxiproxy; without it all but toxiproxy
  --brokers <1|3>      how many Kafka brokers (1)
  --nodes <1|3>        how many nodes MongoDB's replica set has (1)
  --name <instance>    one beside the others, with data and ports of its own (default)
  --base-port <n>      its first port, kept with its data; 20 ports in a row (29000, or the next free twenty)
  --fresh              empty its data first
  --folder <path>      where programs and data are kept (.engines)
  --json               the answer as JSON on stdout

LAUREL_ENGINES_OWNER names a process by its number: the instance that up works on is that process's from then on. When it is gone, the next
npm run test:faults or test:engines ends the instance and empties it.
`;

/** The command line as data. Throws `Failed` with one line for what it does not know. */
export const readWords = (words) => {
  const { values, positionals } = parsed(words, options);
  if (values.help) return { command: 'help' };
  const [command, ...members] = positionals;
  if (command === undefined || !Object.hasOwn(commands, command))
    throw new Failed(
      `${command === undefined ? 'A command is missing' : `There is no command ${command}`}: ${Object.keys(commands).join(', ')}; --help tells more.`,
    );
  if (commands[command] !== members.length > 0)
    throw new Failed(
      commands[command] ? `engines ${command} needs a member, as kafka:1.` : `engines ${command} takes no word ${members[0]}.`,
    );
  const only = values.only?.split(',').filter(Boolean);
  const unknown = only?.find((name) => !engineNames.includes(name));
  if (unknown !== undefined) throw new Failed(`There is no engine ${unknown}: ${engineNames.join(', ')}.`);
  if (!/^[a-z0-9][a-z0-9-]{0,30}$/.test(values.name)) throw new Failed(`--name takes small letters, digits and -, not ${values.name}.`);
  return {
    command,
    members,
    only,
    brokers: numberIn('--brokers', values.brokers, (n) => n === 1 || n === 3, '1 or 3'),
    nodes: numberIn('--nodes', values.nodes, (n) => n === 1 || n === 3, '1 or 3'),
    name: values.name,
    basePort: numberIn('--base-port', values['base-port'], (n) => n >= 1024 && n <= 65_500, 'a number from 1024 to 65500'),
    folder: values.folder,
    fresh: values.fresh,
    json: values.json,
  };
};

const options = {
  only: { type: 'string' },
  brokers: { type: 'string' },
  nodes: { type: 'string' },
  name: { type: 'string', default: usual.name },
  'base-port': { type: 'string' },
  folder: { type: 'string', default: usual.folder },
  fresh: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
};
