// The members of an instance (kafka:1, mongodb …): where each is, its start, and whether it answers.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Failed } from '../lib/progress.mjs';
import { isEmpty, makeFolder, versionFileOf, writeInstance } from './instance.mjs';
import { kafka } from './kafka.mjs';
import { reasonIn } from './machine.mjs';
import { mongodb } from './mongodb.mjs';
import { postgres } from './postgres.mjs';
import { holderOf, isFrozen, isRunning, isTaken, memoryOf, startDaemon } from './processes.mjs';
import { toxiproxy } from './toxiproxy.mjs';
import { enginesCommand } from './words.mjs';

export const engines = { kafka, mongodb, postgres, toxiproxy };
const answerBound = 60_000;

export const membersOf = (instance, names = Object.keys(engines)) =>
  names.flatMap((engine) =>
    engines[engine].members(instance).map((member) => {
      const dir = join(engines[engine].home?.(instance) ?? instance.path, member.folder);
      return { ...member, engine, dir, log: join(instance.path, `${member.folder}.log`) };
    }),
  );

/** Throws `Failed`, with one line each, when somebody else listens on a port that a member is to have. */
export const refuseTakenPorts = async (instance, members) => {
  const wanted = members
    .filter(({ name }) => !isRunning(instance.members[name]))
    .flatMap((member) => member.ports.map((port) => ({ port, member })));
  const refusals = await Promise.all(
    wanted.map(async ({ port, member }) => ((await isTaken(port)) ? takenBy(port, member, instance) : [])),
  );
  if (refusals.flat().length > 0) throw new Failed(refusals.flat().join('\n'));
};

const takenBy = (port, member, instance) => {
  const holder = holderOf(port);
  const who = holder === undefined ? '' : ` by process ${holder.pid} (${holder.name})`;
  const way = isEmpty(instance) ? '--base-port' : '--name';
  return `Port ${port}, wanted for ${member.name}, is taken${who}: stop that one, or take other ports with ${way}.`;
};

/** Starts a member on its data, or finds it running, and waits until it answers. Throws `Failed` with one line, or why `signal` was aborted. */
export const startMember = async (instance, member, program, signal) => {
  const record = instance.members[member.name];
  if (!isRunning(record)) await launch(instance, member, program, signal);
  else if (isFrozen(record)) throw new Failed(`${member.name} is held by SIGSTOP: ${enginesCommand(instance, 'cont', member.name)}`);
  await untilAnswers(instance, member, signal);
};

const launch = async (instance, member, program, signal) => {
  signal?.throwIfAborted();
  const engine = engines[member.engine];
  const version = engine.version(program);
  // What was being prepared when the power went is no data.
  if (!existsSync(versionFileOf(instance, member))) rmSync(member.dir, { recursive: true, force: true });
  makeFolder(member.dir);
  refuseOtherData(instance, member, engine, version);
  await engine.prepare(program, member, instance).catch((cause) => {
    throw new Failed(`${member.name} could not prepare its data in ${member.dir}: ${reasonIn(cause.message)}.`, { cause });
  });
  writeFileSync(versionFileOf(instance, member), version);
  signal?.throwIfAborted();
  const { command, args, ...options } = engine.command(program, member, instance);
  const running = await startDaemon({ command, args, ...options, log: member.log });
  instance.members[member.name] = { ...running, version, startCommand: { command, args, cwd: options.cwd } };
  writeInstance(instance);
};

const refuseOtherData = (instance, member, engine, version) => {
  const file = versionFileOf(instance, member);
  if (!existsSync(file)) return;
  const written = readFileSync(file, 'utf8');
  if ((engine.sameData ?? ((one, other) => one === other))(written, version)) return;
  throw new Failed(
    `The data of ${member.name} in ${member.dir} were written by ${member.engine} ${written}, this is ${version}: up --fresh --only ${member.engine} empties them, --name takes others.`,
  );
};

const untilAnswers = async (instance, member, signal) => {
  const record = instance.members[member.name];
  // A client that is refused its connection may try for seconds; that the server is dead is seen at once.
  const watching = new AbortController();
  const death = watch(record, [watching.signal, ...(signal ? [signal] : [])]);
  let reason;
  try {
    for (const until = Date.now() + answerBound; Date.now() < until; await delay(100)) {
      const failure = await Promise.race([silenceOf(instance, member), death]);
      if (failure === undefined) return;
      signal?.throwIfAborted();
      if (!isRunning(record)) throw new Failed(`${member.name} ended at its start: ${lastWordIn(member.log)}. Its log: ${member.log}`);
      reason = failure.message;
    }
  } finally {
    watching.abort();
  }
  throw new Failed(`${member.name} does not answer after ${answerBound / 1000} s: ${reason}. Its log: ${member.log}`);
};

const watch = async (record, signals) => {
  while (!signals.some(({ aborted }) => aborted) && isRunning(record)) await delay(50);
  return new Error('it ended');
};

const silenceOf = (instance, member) =>
  engines[member.engine].answers(member, instance).then(
    () => undefined,
    (error) => error,
  );

const lastWordIn = (log) => {
  const said = readFileSync(log, 'utf8').slice(-20_000);
  if (/Address already in use/.test(said)) return 'one of its ports was taken meanwhile';
  if (/No space left|ENOSPC/i.test(said)) return 'the disk is full';
  const lines = said.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('\tat '));
  return (lines.findLast((line) => /FATAL|ERROR|Exception|"s":"[FE]"/.test(line)) ?? lines.at(-1) ?? 'it said nothing').slice(0, 300);
};

/** What is known of a member that was started: as data, for people and for specs. */
export const stateOf = async (instance, member) => {
  const { pid, since, version, startCommand } = instance.members[member.name];
  const running = isRunning({ pid, since });
  const frozen = running && isFrozen({ pid });
  const answers = running && !frozen && (await silenceOf(instance, member)) === undefined;
  return {
    name: member.name,
    ...(member.id === undefined ? {} : { id: member.id }),
    address: member.address,
    ...(member.proxied === undefined ? {} : { proxied: member.proxied }),
    pid,
    version,
    running,
    frozen,
    answers,
    memoryMiB: running ? memoryOf(pid) : 0,
    dir: member.dir,
    log: member.log,
    startCommand,
  };
};

/** Empties what a member kept. */
export const forgetData = (instance, member) => {
  const home = dirname(member.dir);
  const all = [home === instance.path ? member.dir : home, versionFileOf(instance, member), member.log];
  for (const path of all) rmSync(path, { recursive: true, force: true });
  delete instance.members[member.name];
};
