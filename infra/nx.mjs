// Runs one target in every project, with Nx's cache: node infra/nx.mjs lint [options of nx run-many]
import { join } from 'node:path';
import { loudly } from './lib/progress.mjs';
import { install, nxEnvironment, root } from './lib/workspace.mjs';

const [target, ...rest] = process.argv.slice(2);
await install();
const nx = join(root, 'node_modules/nx/dist/bin/nx.js');
process.exit(
  await loudly(process.execPath, [nx, 'run-many', '-t', target, '--parallel=2', '--output-style=static', ...rest], {
    cwd: root,
    env: nxEnvironment,
  }),
);
