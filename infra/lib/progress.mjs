import { spawn } from 'node:child_process';

/** Runs a step and shows that it is alive once it takes longer than a second. Gives what `work` gives. */
export const step = async (title, work) => {
  const begun = Date.now();
  const tty = process.stderr.isTTY;
  let shown = false;
  const show = () => {
    const seconds = Math.round((Date.now() - begun) / 1000);
    if (tty) process.stderr.write(`\r${title} … ${seconds} s`);
    else if (!shown || seconds % 15 === 0) process.stderr.write(`${title} … ${shown ? `${seconds} s` : ''}\n`);
    shown = true;
  };
  const timer = setInterval(show, 1000);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    if (shown) process.stderr.write(`${tty ? '\r' : ''}${title}: ${((Date.now() - begun) / 1000).toFixed(1)} s\n`);
  }
};

/** Who read what we say may be gone before us: what there is to tidy up then is tidied up all the same. */
export const outliveReaders = () => {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
};

/** A program that failed, with what it said last. */
export class Failed extends Error {
  name = 'Failed';
}

/** Runs a program quietly; what it said is shown when it fails. */
export const quietly = (command, args, options = {}) =>
  new Promise((resolve, reject) => {
    let said = '';
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    const keep = (chunk) => {
      said = (said + chunk).slice(-20_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', (cause) => reject(new Failed(`${command}: ${cause.message}`, { cause })));
    child.once('exit', (code) => (code === 0 ? resolve(said) : reject(new Failed(said.trim() || `${command} ended with ${code}`))));
  });

/** Runs a program with our own terminal. Gives its exit code. */
export const loudly = (command, args, options = {}) =>
  new Promise((resolve, reject) => {
    spawn(command, args, { ...options, stdio: 'inherit' })
      .once('error', reject)
      .once('exit', (code) => resolve(code ?? 1));
  });
