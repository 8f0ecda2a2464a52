// npm run clock [-- <day or instant>] [--data-dir <folder>]: reads the business clock of a running npm start, or moves it forward.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { step } from './lib/progress.mjs';
import { root } from './lib/workspace.mjs';

const end = (line) => {
  console.error(line);
  process.exit(1);
};
const usage = 'npm run clock -- [2021-01-29 | 2021-01-29T08:00:00+07:00] [--data-dir <folder>]';

const read = () => {
  try {
    return parseArgs({ allowPositionals: true, options: { 'data-dir': { type: 'string', default: join(root, '.laurel') } } });
  } catch (error) {
    return end(`${error.message}\n${usage}`);
  }
};
const { positionals, values } = read();
if (positionals.length > 1) end(usage);
const folder = resolve(values['data-dir']);

const running = () => {
  try {
    return JSON.parse(readFileSync(join(folder, 'running.json'), 'utf8'));
  } catch {
    return end(`Nothing runs on ${folder}: npm start first, or name the folder with --data-dir.`);
  }
};
const { url, secret } = running();

const ask = async (init) => {
  try {
    return await fetch(`${url}/developer/clock`, {
      ...init,
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    });
  } catch {
    return end(`${url} does not answer: npm start first.`);
  }
};
// A day begins at midnight in Hà Nội.
const [to] = positionals.map((text) => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00+07:00` : text));
const answer =
  to === undefined ? await ask({}) : await step(`Moving the clock to ${to}`, () => ask({ method: 'POST', body: JSON.stringify({ to }) }));
const body = await answer.json().catch(() => ({}));
if (!answer.ok) end(body.error ?? `the clock answered ${answer.status}`);
const local = new Date(Date.parse(body.now) + 7 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
console.log(`The business clock stands at ${local} in Hà Nội (${body.now}).`);
