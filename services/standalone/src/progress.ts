export type Progress = <T>(title: string, work: () => Promise<T>) => Promise<T>;

/** Shows that a step is alive once it takes longer than a second. */
export const progress: Progress = async (title, work) => {
  const begun = Date.now();
  const seconds = () => ((Date.now() - begun) / 1000).toFixed(0);
  const { isTTY } = process.stderr;
  let shown = false;
  const timer = setInterval(() => {
    if (isTTY) process.stderr.write(`\r${title} … ${seconds()} s`);
    else if (!shown) process.stderr.write(`${title} …\n`);
    shown = true;
  }, 1000);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    if (shown) process.stderr.write(`${isTTY ? '\r' : ''}${title}: ${seconds()} s\n`);
  }
};
