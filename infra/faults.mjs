// npm run test:faults: real processes, real SIGKILL, the long form; npm test has a short one.
import { join } from 'node:path';
import { Failed, loudly } from './lib/progress.mjs';
import { build, install, root } from './lib/workspace.mjs';

try {
  await install();
  await build();
} catch (error) {
  console.error(error instanceof Failed ? error.message : error);
  process.exit(1);
}
process.exit(await loudly(process.execPath, [join(root, 'test/dist/faults/run-faults.js'), ...process.argv.slice(2)], { cwd: root }));
