// npm run laurel -- <command>: looks after a running npm start; npm run clock is one of its commands.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Failed } from './lib/progress.mjs';
import { build, install, root } from './lib/workspace.mjs';

try {
  await install();
  await build();
} catch (error) {
  console.error(error instanceof Failed ? error.message : error);
  process.exit(1);
}
const { runCommandLine } = await import(pathToFileURL(join(root, 'services/standalone/dist/command-line.js')).href);
process.exitCode = await runCommandLine(process.argv.slice(2), {
  show: (text) => process.stdout.write(`${text}\n`),
  complain: (text) => process.stderr.write(`${text}\n`),
});
