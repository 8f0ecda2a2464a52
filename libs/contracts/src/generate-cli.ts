import { generateContracts } from './generate.js';

// node libs/contracts/dist/generate-cli.js [--check]
const { written, problems } = generateContracts({ check: process.argv.includes('--check') });
for (const file of written) console.log(`written: libs/contracts/${file}`);
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
