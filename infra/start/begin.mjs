import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Failed } from '../lib/progress.mjs';
import { build, install, root } from '../lib/workspace.mjs';

/** Ready to run, then the composition root takes over in this very process. */
export const begin = async (words) => {
  if (words.some((word) => word === '--help' || word === '-h')) {
    process.stdout.write(readFileSync(join(root, 'services/standalone/help.txt'), 'utf8'));
    return;
  }
  try {
    await install();
    await build();
  } catch (error) {
    console.error(lineOf(error));
    process.exit(1);
  }
  const { main } = await import(pathToFileURL(join(root, 'services/standalone/dist/main.js')).href);
  await main(words);
};

const lineOf = (error) => {
  const text = error instanceof Error ? error.message : String(error);
  if (/ENOSPC|no space left/i.test(text)) return 'The disk is full: make room, then npm start again.';
  if (/ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN|network/i.test(text))
    return 'The package registry cannot be reached: check the network, then npm start again.';
  if (/EACCES|EROFS|EPERM/.test(text)) return `This folder cannot be written: ${root}`;
  return error instanceof Failed ? `It could not be made ready:\n${text}` : String(error?.stack ?? error);
};
