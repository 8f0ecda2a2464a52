import { parseArgs } from 'node:util';
import { Failed } from './progress.mjs';

/** The command line's options and words. Throws `Failed` with one line for what it does not know. */
export const parsed = (args, options) => {
  try {
    return parseArgs({ args, allowPositionals: true, options });
  } catch (error) {
    throw new Failed(`${error.message.split('. ')[0]}; --help tells what there is.`);
  }
};

/** A text as a shell takes it for one word. */
export const shellWord = (text) => (/^[\w./:@+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);

/** An option's number, undefined where it is absent. Throws `Failed` with what it takes. */
export const numberIn = (name, text, isGood, wanted) => {
  if (text === undefined) return undefined;
  const number = /^\d+$/.test(text) ? Number(text) : NaN;
  if (!isGood(number)) throw new Failed(`${name} takes ${wanted}, not ${text}.`);
  return number;
};
