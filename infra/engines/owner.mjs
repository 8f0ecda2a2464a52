import { Failed } from '../lib/progress.mjs';
import { isRunning, startOf } from './processes.mjs';

/** This process, as the owner of engines that are to be gone with it. */
export const ourselves = () => ({ pid: process.pid, since: startOf(process.pid) });

/** For the environment of what an owner starts: the engines that it starts in turn are the owner's too. */
export const owning = ({ pid }) => ({ LAUREL_ENGINES_OWNER: String(pid) });

/** Whom the environment names; undefined for nobody. Throws `Failed` with one line when that one is gone: nobody would end them. */
export const ownerInEnvironment = () => {
  const { LAUREL_ENGINES_OWNER: text } = process.env;
  if (!text) return undefined;
  const pid = Number(text);
  if (!Number.isSafeInteger(pid) || pid < 1 || !isRunning({ pid }))
    throw new Failed(`LAUREL_ENGINES_OWNER names no process that runs: ${text}.`);
  return { pid, since: startOf(pid) };
};
