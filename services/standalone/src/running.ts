import { readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { writeDurably } from '@laurel/runtime';
import { z } from 'zod';
import { CannotAsk } from './ask-process.js';
import { commandOn, usualFolders } from './command-on.js';
import { formOf } from './data-folder.js';

/** A process of a service, as the command line asks it. */
export interface ServiceProcess {
  /** `plans:1` */
  readonly name: string;
  readonly service: string;
  /** Of its operations port. */
  readonly url: string;
}

/** How the command line finds the Laurel that holds a data folder, and proves that it may ask. */
export interface Running {
  /** Of the gateway. */
  readonly url: string;
  readonly secret: string;
  /** Those of the services, where each has its own; absent when all is one process. */
  readonly processes?: readonly ServiceProcess[] | undefined;
}

const schema = z.object({
  url: z.url(),
  secret: z.string(),
  pid: z.int().optional(),
  processes: z.array(z.object({ name: z.string(), service: z.string(), url: z.url() })).optional(),
});
const fileOf = (dataDir: string): string => join(dataDir, 'running.json');

/** By the process that holds the folder. */
export const announceRunning = (dataDir: string, running: Running): void =>
  writeDurably(fileOf(dataDir), JSON.stringify({ ...running, pid: process.pid }));
export const withdrawRunning = (dataDir: string): void => rmSync(fileOf(dataDir), { force: true });

/** What runs on a folder; without one, on the usual one that has something running. Throws `CannotAsk` with the way out. */
export const findRunning = (folder: string | undefined): Running & { readonly dataDir: string } => {
  if (folder !== undefined) {
    const running = runningIn(resolve(folder));
    if (running) return running;
    const command = formOf(resolve(folder)) === 'stack' ? 'npm run stack' : 'npm start';
    throw new CannotAsk(`Nothing runs on ${resolve(folder)}: ${commandOn(folder, command)} first, or name another folder.`);
  }
  const announced = Object.values(usualFolders).flatMap((each) => runningIn(resolve(each)) ?? []);
  const [found, other] = announced.filter(({ pid }) => pid === undefined || isAlive(pid)); // a crash leaves the file behind
  if (found && other)
    throw new CannotAsk(
      `Both npm start and npm run stack run here: say --data-dir ${Object.values(usualFolders).join(' or --data-dir ')}.`,
    );
  if (found) return found;
  throw new CannotAsk('Nothing runs here: npm start or npm run stack first, or name the folder with --data-dir.');
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

type Announced = Running & { readonly dataDir: string; readonly pid?: number | undefined };

const runningIn = (dataDir: string): Announced | undefined => {
  try {
    return { ...schema.parse(JSON.parse(readFileSync(fileOf(dataDir), 'utf8'))), dataDir };
  } catch {
    return undefined; // there is none, or a crash left half of it
  }
};
