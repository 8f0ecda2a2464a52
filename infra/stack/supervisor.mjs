// Starts the processes of a stack, watches them as an orchestrator would, ends them in order.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startOf } from '../engines/processes.mjs';
import { Failed } from '../lib/progress.mjs';
import { programOf } from './layout.mjs';

const readyBound = 90_000;
const longestPause = 10_000;
/** Whoever lives so long begins anew with a short pause. */
const longLife = 30_000;
const stopBound = 25_000;

export const stateFileOf = (dataDir) => join(dataDir, 'stack.json');

/** A stack that works on a folder. `tell` gets a line whenever a process ended by itself. */
export const supervisor = ({ dataDir, tell }) => {
  const members = new Map();
  let stopping = false;

  const write = () => {
    const file = stateFileOf(dataDir);
    const processes = [...members.values()].map(({ one, child, starts }) => {
      const { name, service, url, operations } = one;
      return { name, service, url, operations, pid: child.pid, since: startOf(child.pid), starts, log: logOf(dataDir, name) };
    });
    writeFileSync(`${file}.new`, JSON.stringify({ supervisor: { pid: process.pid, since: startOf(process.pid) }, processes }, null, 2), {
      mode: 0o600,
    });
    renameSync(`${file}.new`, file);
  };

  const launch = (one, starts) => {
    const log = openSync(logOf(dataDir, one.name), 'a', 0o600);
    // A group of its own: Ctrl-C is for us, who stop the others in order.
    const child = spawn(process.execPath, [programOf(one.service)], { env: one.environment, detached: true, stdio: ['ignore', log, log] });
    closeSync(log);
    const member = { one, child, starts, begun: Date.now(), ended: once(child, 'exit') };
    members.set(one.name, member);
    write();
    return member;
  };

  const watch = async (member, failures = 0) => {
    const [code, signal] = await member.ended;
    if (stopping) return;
    const lived = Date.now() - member.begun;
    const again = lived > longLife ? 0 : failures;
    const pause = Math.min(longestPause, 250 * 2 ** again);
    tell(`${member.one.name} ended (${signal ?? `code ${code}`}); it is started again in ${pause / 1000} s`);
    await delay(pause);
    if (!stopping) void watch(launch(member.one, member.starts + 1), again + 1);
  };

  /** Ready, or `Failed` with what its log says. */
  const untilReady = async (member) => {
    for (const until = Date.now() + readyBound; ; await delay(100)) {
      const health = await healthOf(member.one);
      if (health?.ready) return;
      const { exitCode, signalCode } = member.child;
      if (exitCode !== null || signalCode !== null)
        throw new Failed(`${member.one.name} does not start: ${lastWordIn(logOf(dataDir, member.one.name))}`);
      if (Date.now() > until) {
        const why = health?.problems?.map(({ part, problem }) => `${part}: ${problem}`).join('; ') || 'it does not answer';
        throw new Failed(
          `${member.one.name} is not ready after ${readyBound / 1000} s: ${why}. Its log: ${logOf(dataDir, member.one.name)}`,
        );
      }
    }
  };

  const end = async (some) => {
    const ending = [...members.values()].filter(({ one }) => some(one));
    for (const { child } of ending) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill('SIGCONT'); // one that hangs takes no other signal
      child.kill('SIGTERM');
    }
    const killed = await Promise.all(
      ending.map(async ({ one, child, ended }) => {
        const timer = setTimeout(() => child.kill('SIGKILL'), stopBound);
        if (child.exitCode === null && child.signalCode === null) await ended;
        clearTimeout(timer);
        return child.signalCode === 'SIGKILL' ? [one.name] : [];
      }),
    );
    return killed.flat();
  };

  return {
    /** All at once. Watched from when all are ready. */
    start: async (processes) => {
      const started = processes.map((one) => launch(one, 1));
      await Promise.all(started.map(untilReady));
      for (const member of started) void watch(member);
    },
    /** First what takes requests, then what works on them. Gives those that had to be killed. */
    stop: async () => {
      stopping = true;
      return [...(await end(({ service }) => service === 'gateway')), ...(await end(({ service }) => service !== 'gateway'))];
    },
  };
};

export const logOf = (dataDir, name) => join(dataDir, 'logs', `${name.replace(':', '-')}.log`);

/** What /readyz says; undefined when it does not answer. */
export const healthOf = async ({ operations }, patience = 4_000) => {
  try {
    return await (await fetch(`${operations}/readyz`, { signal: AbortSignal.timeout(patience) })).json();
  } catch {
    return undefined;
  }
};

/** The last line that tells why it ended. */
export const lastWordIn = (log) => {
  const lines = readFileSync(log, 'utf8').slice(-50_000).trim().split('\n');
  const parsed = lines.map((line) => {
    try {
      return JSON.parse(line);
    } catch {
      return { level: 'text', msg: line };
    }
  });
  const telling = parsed.findLast(({ level }) => level === 'fatal') ?? parsed.findLast(({ level }) => level === 'error') ?? parsed.at(-1);
  return telling?.err?.message && !telling.msg.includes(telling.err.message)
    ? `${telling.msg} (${telling.err.message})`
    : telling?.msg || 'it said nothing';
};
