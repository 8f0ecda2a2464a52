import { generateContracts } from './generate.js';

// node libs/contracts/dist/generate-cli.js [--check]
const { written, problems } = generateContracts({ check: process.argv.includes('--check') });
for (const file of written) process.stdout.write(`written: libs/contracts/${file}\n`);
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.exitCode = problems.length === 0 ? 0 : 1;
