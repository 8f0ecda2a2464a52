export interface Spread {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** Milliseconds, three digits. */
export const spread = (times: readonly number[]): Spread => {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => Number((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(3));
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
};

export const timed = async (times: number, work: (round: number) => Promise<unknown>): Promise<Spread> => {
  const taken: number[] = [];
  for (let round = 0; round < times; round++) {
    const begun = performance.now();
    await work(round);
    taken.push(performance.now() - begun);
  }
  return spread(taken);
};
