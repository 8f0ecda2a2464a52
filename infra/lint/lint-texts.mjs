// Takes [{ file, text? }] as JSON on stdin, gives [[rule, …], …]: what the lint says of each text, were it that file.
import { text as readAll } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ESLint } from 'eslint';

const root = fileURLToPath(new URL('../..', import.meta.url));
const eslint = new ESLint({ cwd: root, overrideConfigFile: join(root, 'eslint.config.mjs'), ignore: false });
const cases = JSON.parse(await readAll(process.stdin));
const answers = [];
for (const { file, text } of cases) {
  const path = join(root, file);
  const [{ messages }] = await eslint.lintText(text ?? readFileSync(path, 'utf8'), { filePath: path });
  answers.push(messages.map(({ ruleId, message }) => ruleId ?? message));
}
process.stdout.write(JSON.stringify(answers));
