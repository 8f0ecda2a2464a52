// npm run stack: from nothing to the first screen, then until it is told to stop.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { end, isTaken, holderOf } from '../engines/processes.mjs';
import { Failed, outliveReaders, step } from '../lib/progress.mjs';
import { build, root } from '../lib/workspace.mjs';
import { closeAll } from './close-all.mjs';
import { enginesDown, enginesUp, recordedEngines, refuseOtherEngines } from './engines.mjs';
import { layout, serviceEnvironment, services } from './layout.mjs';
import { prepare } from './prepare.mjs';
import { readState } from './state.mjs';
import { supervisor, stateFileOf } from './supervisor.mjs';
import { stackCommand } from './words.mjs';

/** Where the plan of the sample begins: the day on which it was signed. */
const firstMorning = '2021-01-22T08:00:00+07:00';

/** Runs a stack until a signal. Gives the exit code. Throws `Failed`, or what `startSentenceOf` puts into one line. */
export const up = async (words) => {
  const began = Date.now();
  const { dataDir } = words;
  if (!words.fresh) refuseOtherEngines(words);
  if (!words.built) await build();
  const kit = await import(pathToFileURL(join(root, 'services/standalone/dist/stack-kit.js')).href);
  try {
    return await run(words, kit, began);
  } catch (error) {
    if (error instanceof Failed) throw error;
    const sentence = kit.startSentenceOf(error, { port: words.port, dataDir });
    throw sentence === undefined ? error : new Failed(sentence.replaceAll('npm start', 'npm run stack'), { cause: error });
  }
};

const run = async (words, kit, began) => {
  const { dataDir, port, fresh } = words;
  kit.refuseProduction();
  const clock = words.clock === undefined ? undefined : instantIn(kit, words.clock);
  const leftOver = readState(dataDir);
  const folder = kit.takeDataFolder(dataDir, { fresh: false, form: 'stack' });
  const closing = [() => folder.release()];
  const told = waitForSignal();
  outliveReaders();
  const stopping = new AbortController();
  void told.then((signal) => stopping.abort(new Stopped(signal)));
  const failures = [];
  try {
    await endLeftOver(leftOver); // before the port is looked at: it may be theirs
    await refuseTaken(port);
    if (fresh) await empty(dataDir);
    mkdirSync(join(dataDir, 'logs'), { recursive: true });
    const first = recordedEngines(dataDir) === undefined;
    const took = [];
    const timed = async (title, short, work) => {
      const from = Date.now();
      const result = await Promise.race([step(title, work), told.then(() => Promise.reject(stopping.signal.reason))]);
      took.push(`${short} ${seconds(Date.now() - from)}`);
      return result;
    };

    // Whoever is stopped while they come up has them brought down once no more is started: both work under the instance's lock.
    closing.push(() => enginesDown(dataDir));
    const engines = await timed('Bringing the engines up', 'engines', () => enginesUp(words, stopping.signal));
    process.umask(0o077); // what lies in the data folder is nobody else's; PostgreSQL runs as another user and has its own
    const secrets = await kit.openSecrets(dataDir);
    const issuer = await kit.localIssuer(secrets.issuerKey);
    const jwks = kit.publicKeysOf(secrets.issuerKey);
    const environmentOf = (service) => serviceEnvironment(service, { engines, secrets, jwks, clock: clock ?? firstMorning });
    await timed('Preparing logs, topics and indexes', 'preparing', () => prepare(services(), environmentOf, dataDir, stopping.signal));

    const explorer = { people: await kit.explorerPeople(issuer), query: kit.explorerQuery };
    const processes = await layout({ ...words, secret: secrets.developer, explorer, environmentOf });
    const watching = supervisor({ dataDir, tell: (line) => process.stderr.write(`${line}\n`) });
    closing.push(async () => {
      kit.withdrawRunning(dataDir);
      const killed = await watching.stop();
      rmSync(stateFileOf(dataDir), { force: true });
      if (killed.length > 0) process.stderr.write(`${killed.join(', ')} did not stop in time and was killed\n`);
    });
    await timed(`Starting ${processes.length} processes`, 'processes', () => watching.start(processes));
    const { url } = processes.find(({ name }) => name === 'gateway:1');
    const asked = processes
      .filter(({ service }) => service !== 'gateway')
      .map(({ name, service, operations }) => ({ name, service, url: operations }));
    kit.announceRunning(dataDir, { url, secret: secrets.developer, processes: asked });

    const laurel = kit.runningLaurel(dataDir);
    if (clock !== undefined) await timed('Moving the business clock', 'clock', () => moveTo(laurel, clock));
    const askAs = kit.askingOverHttp(url, issuer);
    const sample = await timed('Loading the sample', 'sample', () =>
      kit.loadSample({ askAs, settled: () => laurel.settled() }, kit.progress),
    );
    const notes = [
      `Processes  ${processes.map(({ name }) => name).join(' ')}`,
      `           who leads, memory: ${stackCommand(dataDir, 'status')}`,
      `           one dies: ${stackCommand(dataDir, 'kill', 'plans:1')}`,
      `Engines    Kafka ${engines.kafka} · MongoDB · events in ${engines.events.name}`,
      `Started    in ${seconds(Date.now() - began)}, ${first ? 'for the first time' : 'on its data'} (${took.join(', ')})`,
      ...sample.notes,
    ];
    const now = await laurel.clock();
    process.stdout.write(
      kit.welcome({ url, dataDir, now, people: explorer.people, planId: sample.planId, command: 'npm run stack', notes }),
    );
    await told;
    process.stdout.write('\nStopping …\n');
  } catch (error) {
    if (error instanceof Stopped) process.stdout.write('\nStopping …\n');
    else failures.push(error);
  }
  failures.push(...(await closeAll(closing.reverse())));
  for (const { message } of failures.slice(1)) process.stderr.write(`${message}\n`);
  if (failures.length > 0) throw failures[0];
  return 0;
};

/** A signal came before it was up. */
class Stopped extends Error {
  name = 'Stopped';
}

/** Resolves with the first one. A second Ctrl-C does not wait for anything; SIGTERM may come of several who mean the same. */
const waitForSignal = () =>
  new Promise((resolve) => {
    let one;
    for (const signal of ['SIGINT', 'SIGTERM']) {
      process.on(signal, () => {
        if (one && signal === 'SIGINT') process.exit(130);
        one = signal;
        resolve(signal);
      });
    }
  });

const refuseTaken = async (port) => {
  if (port === 0 || !(await isTaken(port))) return;
  const holder = holderOf(port);
  const who = holder === undefined ? 'another program' : `process ${holder.pid} (${holder.name})`;
  throw new Failed(`Port ${port} is taken by ${who}: stop it, or start with --port ${port + 100}.`);
};

/** Of a stack that was killed: its processes would write beside the new ones. */
const endLeftOver = async (state) => {
  for (const each of state?.processes ?? []) await end(each, { signal: 'SIGTERM', bound: 10_000 });
};

const empty = async (dataDir) => {
  await enginesDown(dataDir);
  // The mark of the folder stays: what a crash leaves half emptied is still known as ours.
  for (const name of ['secrets.json', 'running.json', 'logs', 'stack.json', 'prepared', 'engines.json'])
    rmSync(join(dataDir, name), { recursive: true, force: true });
};

const instantIn = (kit, text) => {
  try {
    return kit.instantOf(text);
  } catch (error) {
    throw new Failed(error.message, { cause: error });
  }
};

/** As npm start does with a folder that has a clock: forward, or not at all. */
const moveTo = async (laurel, to) => {
  const now = await laurel.clock();
  if (Date.parse(to) > Date.parse(now)) await laurel.clock(new Date(to).toISOString());
  else if (Date.parse(now) - Date.parse(to) > 60_000)
    throw new Failed(`The business clock stands at ${now} and moves forward only: leave --clock out, or begin anew with --fresh.`);
};

const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;
