import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { endGroup } from '../engines/processes.mjs';

/**
 * Runs a program with our own terminal as the head of a group of its own, and gives its exit code. Once it has ended, however it did, or
 * `signal` is aborted, what is left of the group is ended, within `patience` before it is killed. It sees by its channel (`disconnect`) that
 * we are gone.
 */
export const loudlyInGroup = async (command, args, { signal, patience, ...options }) => {
  signal.throwIfAborted();
  const child = spawn(command, args, { ...options, detached: true, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  const over = new AbortController();
  const aborted = once(signal, 'abort', { signal: over.signal }).then(() => signal.throwIfAborted());
  try {
    const [code] = await Promise.race([once(child, 'exit'), aborted]);
    return code ?? 1;
  } finally {
    over.abort();
    if (child.pid !== undefined) await endGroup(child.pid, patience);
  }
};
