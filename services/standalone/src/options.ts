import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { localDay, startOfDay } from '@laurel/calendar';
import { StartProblem } from '@laurel/runtime/process';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';

export interface Options {
  readonly port: number;
  readonly dataDir: string;
  readonly fresh: boolean;
  /** An instant; undefined when nobody said one. */
  readonly clock: string | undefined;
}

/** Of the command line. Throws `StartProblem` for whatever it does not know; undefined when it only asked for help. */
export const readOptions = (words: readonly string[], show: (text: string) => void): Options | undefined => {
  const program = new Command('npm start --')
    .addOption(new Option('--port <number>').default(4000).argParser(portOf))
    .addOption(new Option('--data-dir <folder>').default('.laurel').argParser(folderOf))
    .addOption(new Option('--fresh').default(false))
    .addOption(new Option('--clock <instant>').argParser(instantOf))
    .configureOutput({ writeOut: show, writeErr: () => undefined })
    .allowExcessArguments(false)
    .exitOverride();
  // infra/start.mjs shows the same file where nothing is installed yet.
  program.helpInformation = () => readFileSync(new URL('../help.txt', import.meta.url), 'utf8');
  try {
    program.parse(words, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return undefined;
    throw new StartProblem(
      `${error.message
        .replace(/^error: /, '')
        .replace(/\s+/g, ' ')
        .replace(/\.?$/, '.')} See npm start -- --help.`,
      { cause: error },
    );
  }
  const { port, dataDir, fresh, clock } = program.opts<{ port: number; dataDir: string; fresh: boolean; clock?: string }>();
  return { port, fresh, clock, dataDir: resolve(dataDir) };
};

const portOf = (text: string): number => {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('A port is a number from 0 to 65535.');
  return port;
};

const folderOf = (text: string): string => {
  if (text.trim() === '') throw new InvalidArgumentError('A folder has a name.');
  return text;
};

/** A day means its beginning in Hà Nội; an instant needs its offset. */
export const instantOf = (text: string): string => {
  try {
    const instant = /^\d{4}-\d{2}-\d{2}$/.test(text) ? startOfDay(text) : text;
    localDay(instant);
    return instant;
  } catch {
    throw new InvalidArgumentError('An instant is written like 2021-01-29 or 2021-01-29T08:00:00+07:00.'); // Temporal throws for what is none
  }
};
