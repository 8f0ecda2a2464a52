// npm run stack: Laurel as many processes on real engines, on this machine.
import { Failed } from './lib/progress.mjs';
import { install } from './lib/workspace.mjs';
import { help, readWords } from './stack/words.mjs';

try {
  const words = readWords(process.argv.slice(2));
  if (words.command === 'help') {
    process.stdout.write(help);
    process.exit(0);
  }
  await install();
  const { down, signal, status } = await import('./stack/state.mjs');
  const work = {
    up: async () => (await import('./stack/up.mjs')).up(words),
    down: async () => void console.log(await down(words)),
    status: async () => {
      const { text, well } = await status(words);
      console.log(text);
      return well ? 0 : 1;
    },
    kill: () => signal(words, 'SIGKILL'),
    stop: () => signal(words, 'SIGSTOP'),
    cont: () => signal(words, 'SIGCONT'),
  };
  process.exit((await work[words.command]()) ?? 0);
} catch (error) {
  console.error(error instanceof Failed ? error.message : error);
  process.exit(1);
}
