import type { SqliteFile } from '@laurel/sqlite';

const commitsBetweenLooks = 64;

/**
 * The write-ahead log cannot be brought home while some reader holds an old snapshot: then it grows with every commit. Tells so at the
 * threshold, and again whenever it has doubled.
 */
export const walAlarm = (file: SqliteFile, threshold: number, tell: (bytes: number) => void): (() => void) => {
  let commits = 0;
  let next = threshold;
  return () => {
    if (++commits % commitsBetweenLooks !== 0) return;
    const bytes = file.walBytes();
    if (bytes >= next) {
      next = bytes * 2;
      tell(bytes);
    } else if (bytes < threshold) {
      next = threshold;
    }
  };
};
