import { resolve } from 'node:path';

/** Where npm start and npm run stack keep their data when nobody says otherwise. */
export const usualFolders = { start: '.laurel', stack: '.laurel-stack' } as const;

type Command = `npm ${'start' | 'run stack' | 'run clock' | 'run laurel'}${'' | ` -- ${string}`}`;

/** A command as somebody can copy it: with the data folder, where the command would not find that by itself. */
export const commandOn = (dataDir: string, command: Command): string => {
  if (foundBy(command).some((folder) => resolve(folder) === resolve(dataDir))) return command;
  return `${command}${command.includes(' -- ') ? '' : ' --'} --data-dir ${shellWord(resolve(dataDir))}`;
};

const foundBy = (command: Command): readonly string[] => {
  if (command.startsWith('npm start')) return [usualFolders.start];
  return command.startsWith('npm run stack') ? [usualFolders.stack] : Object.values(usualFolders);
};

const shellWord = (text: string): string => (/^[\w./:@+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);
