// What a stack that runs has written of itself, and what other terminals do with it.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { end, ended, isFrozen, isRunning, memoryOf } from '../engines/processes.mjs';
import { Failed } from '../lib/progress.mjs';
import { enginesDown, enginesStatus } from './engines.mjs';
import { healthOf, stateFileOf } from './supervisor.mjs';
import { stackCommand } from './words.mjs';

export const readState = (dataDir) => {
  const file = stateFileOf(dataDir);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
};

const noStack = (dataDir) => new Failed(`No stack runs on ${dataDir}: ${stackCommand(dataDir)} first, or name its folder with --data-dir.`);

const running = (dataDir) => {
  const state = readState(dataDir);
  if (state === undefined || !isRunning(state.supervisor)) throw noStack(dataDir);
  return state;
};

/** The process that works on a stack's folder, while it starts or stops too; undefined when there is none. */
const holderOf = (dataDir) => {
  const lock = join(dataDir, 'lock');
  if (!isStackFolder(dataDir) || !existsSync(lock)) return undefined;
  try {
    const holder = JSON.parse(readFileSync(lock, 'utf8'));
    return isRunning(holder) ? holder : undefined;
  } catch {
    return undefined; // let go meanwhile, or a power failure left half of it
  }
};

/** npm start has its own mark in its folders. */
const isStackFolder = (dataDir) => existsSync(join(dataDir, 'stack-format.json'));

/** Sends a signal to some of its processes. */
export const signal = ({ dataDir, names }, which) => {
  const { processes } = running(dataDir);
  for (const name of names) {
    const one = processes.find((each) => each.name === name);
    if (!one) throw new Failed(`The stack has no process ${name}: ${processes.map((each) => each.name).join(', ')}.`);
    if (!isRunning(one)) throw new Failed(`${name} does not run at the moment.`);
    process.kill(one.pid, which);
  }
};

/** Stops it as Ctrl-C does. What a killed one left behind is ended too. */
export const down = async ({ dataDir }) => {
  if (!isStackFolder(dataDir)) return 'Nothing was running.';
  const state = readState(dataDir);
  const holder = holderOf(dataDir) ?? (state && isRunning(state.supervisor) ? state.supervisor : undefined);
  if (holder) {
    process.kill(holder.pid, 'SIGTERM');
    if (!(await ended(holder, 90_000))) throw new Failed(`Process ${holder.pid}, which runs the stack, does not stop.`);
    return 'The stack is stopped; its data stay.';
  }
  const left = (state?.processes ?? []).filter(isRunning);
  for (const one of left) await end(one, { signal: 'SIGTERM', bound: 10_000 });
  for (const file of [stateFileOf(dataDir), join(dataDir, 'running.json')]) rmSync(file, { force: true });
  const stopped = await enginesDown(dataDir);
  return left.length + stopped.length === 0
    ? 'Nothing was running.'
    : 'What a stack that was killed had left behind is stopped; its data stay.';
};

/** Lines for a person, and whether all is well. */
export const status = async ({ dataDir }) => {
  const state = readState(dataDir);
  const runs = state !== undefined && isRunning(state.supervisor);
  const holder = runs ? undefined : holderOf(dataDir);
  if (holder) throw new Failed(`The stack of ${dataDir} is being started or stopped by process ${holder.pid}: ask again in a while.`);
  const processes = (state?.processes ?? []).filter((one) => runs || isRunning(one));
  const engines = (await enginesStatus(dataDir)).filter((one) => runs || one.running);
  if (!runs && processes.length + engines.length === 0) throw noStack(dataDir);
  const rows = await Promise.all(
    processes.map(async (one) => {
      const alive = isRunning(one);
      const health = alive && !isFrozen(one) ? await healthOf(one) : undefined;
      return { one, alive, health, memory: alive ? memoryOf(one.pid) : 0, state: stateOf({ one, alive, health }) };
    }),
  );
  const lines = [
    ...rows.flatMap(({ one, health, memory, state }) => [
      row(one.name, one.pid, memory, `${state}${one.starts > 1 ? `, started ${one.starts} times` : ''}`, one.url),
      ...(health?.problems ?? []).map(({ part, problem }) => `  ! ${part}: ${problem}`),
    ]),
    ...engines.map(({ name, pid, memoryMiB, answers, address }) =>
      row(name, pid, memoryMiB, answers ? 'answers' : 'DOES NOT ANSWER', address),
    ),
    `${rows.reduce((sum, { memory }) => sum + memory, 0)} MiB in ${rows.length} processes${engines.length > 0 ? `, ${engines.reduce((sum, { memoryMiB }) => sum + memoryMiB, 0)} MiB in the engines` : ''}`,
    ...(runs ? [] : [leftBehind(dataDir, state)]),
  ];
  return { text: lines.join('\n'), well: runs && rows.every(({ health }) => health?.ready) && engines.every(({ answers }) => answers) };
};

const leftBehind = (dataDir, state) =>
  `! The stack itself was killed${state ? ` (process ${state.supervisor.pid})` : ''}, these are left: ${stackCommand(dataDir, 'down')} ends them, ${stackCommand(dataDir)} does so and goes on with their data.`;

const row = (name, pid, memory, state, address) =>
  `${name.padEnd(12)} pid ${String(pid).padEnd(8)} ${`${memory} MiB`.padStart(8)}  ${state.padEnd(16)} ${address}`;

const stateOf = ({ one, alive, health }) => {
  if (!alive) return 'NOT RUNNING';
  if (isFrozen(one)) return 'held by SIGSTOP';
  if (!health) return 'DOES NOT ANSWER';
  if (!health.ready) return `NOT READY (${health.state.toLowerCase()})`;
  return health.leads === undefined ? 'ready' : health.leads ? 'leads' : 'follows';
};
