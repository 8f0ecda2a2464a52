import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** Memory that a process really has, MiB. */
export const residentMiB = (pid: number): number =>
  Math.round(Number(execFileSync('ps', ['-o', 'rss=', '-p', `${pid}`], { encoding: 'utf8' })) / 1024);

/** Processor time of a process with all its threads, in milliseconds and steps of ten, where the system tells it: Linux. */
export const processorMs = (pid: number): number | undefined => {
  const path = `/proc/${pid}/stat`;
  if (!existsSync(path)) return undefined;
  // Fields 14 and 15, in hundredths of a second; the name before them may hold anything but ends with the last bracket.
  const fields = readFileSync(path, 'utf8').split(') ').at(-1)!.split(' ');
  return 10 * (Number(fields[11]) + Number(fields[12]));
};
