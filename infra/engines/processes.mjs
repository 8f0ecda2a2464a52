// Processes that outlive the command which started them. A number alone names no process: it is used again, so the time of its start goes with it.
import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Failed } from '../lib/progress.mjs';

const textOf = (path) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
};

/** State, parent and time of start of a process, as far as the system tells: Linux. */
const statOf = (pid) => textOf(`/proc/${pid}/stat`)?.split(') ').at(-1)?.split(' ');
export const startOf = (pid) => statOf(pid)?.[19];

/** Whether the process that was started is still the one with its number. One that ended and that nobody has waited for is gone. */
export const isRunning = (one) => {
  if (one === undefined) return false;
  const { pid, since } = one;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') return false;
  }
  const stat = statOf(pid);
  return stat === undefined ? since === undefined : stat[0] !== 'Z' && (since === undefined || stat[19] === since);
};

/** Stopped by SIGSTOP. */
export const isFrozen = ({ pid }) => statOf(pid)?.[0] === 'T';

/** Starts a program that stays, its words in a log. Gives its number and its time of start. */
export const startDaemon = async ({ command, args, log, ...options }) => {
  const out = openSync(log, 'w');
  try {
    const child = spawn(command, args, { ...options, detached: true, stdio: ['ignore', out, out] });
    await new Promise((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', (cause) => reject(new Failed(`${command} does not start: ${cause.message}`, { cause })));
    });
    child.unref();
    return { pid: child.pid, since: startOf(child.pid) };
  } finally {
    closeSync(out);
  }
};

/** All processes, where the system shows them. */
const processes = () => (existsSync('/proc/self') ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : []);

/** The process and those that it began, as PostgreSQL's: what hits one machine hits them all. */
export const familyOf = (pid) => [
  pid,
  ...processes()
    .filter((name) => statOf(name)?.[1] === String(pid))
    .map(Number),
];

/** Sends a signal to a process and to those that it began. One that is gone meanwhile is no failure. */
export const signalFamily = (pid, signal) => {
  for (const each of familyOf(pid)) {
    try {
      process.kill(each, signal);
    } catch (error) {
      if (error.code !== 'ESRCH') throw error;
    }
  }
};

/** Waits until the process is gone. False when it is still there after so many milliseconds. */
export const ended = async (one, bound) => {
  for (const until = Date.now() + bound; isRunning(one); await delay(30)) if (Date.now() > until) return false;
  return true;
};

/** Ends a process: asked first, killed when it has not gone within the bound. Gives whether it had to be killed. */
export const end = async (one, { signal, bound }) => {
  if (!isRunning(one)) return false;
  signalFamily(one.pid, 'SIGCONT');
  process.kill(one.pid, signal);
  if (await ended(one, bound)) return false;
  signalFamily(one.pid, 'SIGKILL');
  await ended(one, 5000);
  return true;
};

/** Ends all that is left of a group of processes, whoever their parent is by now: asked first, killed when they have not gone within the bound. */
export const endGroup = async (group, bound) => {
  for (const [signal, most] of [
    ['SIGTERM', bound],
    ['SIGKILL', 5000],
  ]) {
    signalGroup(group, signal);
    signalGroup(group, 'SIGCONT'); // one that is held takes no other signal
    for (const until = Date.now() + most; isGroup(group); await delay(30)) if (Date.now() > until) break;
  }
};

/** One that ended and that nobody has waited for is none of it. Where the system shows no processes it is asked by a signal. */
const isGroup = (group) =>
  existsSync('/proc/self')
    ? processes().some((pid) => {
        const stat = statOf(pid);
        return stat?.[2] === String(group) && stat[0] !== 'Z';
      })
    : signalGroup(group, 0);

const signalGroup = (group, signal) => {
  try {
    return process.kill(-group, signal);
  } catch (error) {
    if (error.code !== 'ESRCH' && error.code !== 'EPERM') throw error;
    return error.code === 'EPERM';
  }
};

/** Memory that a process and those that it began hold, in MiB, what they share counted once. */
export const memoryOf = (pid) => {
  const kilobytes = familyOf(pid).map((each) => Number(/^Pss:\s+(\d+)/m.exec(textOf(`/proc/${each}/smaps_rollup`) ?? '')?.[1] ?? 0));
  return Math.round(kilobytes.reduce((sum, each) => sum + each, 0) / 1024);
};

/** Whether something listens on a port of this machine. */
export const isTaken = (port) =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) => (error.code === 'EADDRINUSE' ? resolve(true) : reject(error)));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(false)));
  });

/** Who listens on a port, when the system tells us: its number and name. */
export const holderOf = (port) => {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  const sockets = ['tcp', 'tcp6'].flatMap((table) =>
    (textOf(`/proc/net/${table}`) ?? '')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter((cells) => cells[1]?.endsWith(`:${hex}`) && cells[3] === '0A')
      .map((cells) => `socket:[${cells[9]}]`),
  );
  for (const pid of sockets.length === 0 ? [] : processes()) {
    if (filesOf(pid).some((file) => sockets.includes(file))) return { pid: Number(pid), name: textOf(`/proc/${pid}/comm`)?.trim() };
  }
  return undefined;
};

const filesOf = (pid) => {
  try {
    return readdirSync(`/proc/${pid}/fd`).map((file) => readlinkSync(`/proc/${pid}/fd/${file}`));
  } catch {
    return []; // somebody else's, or gone
  }
};
