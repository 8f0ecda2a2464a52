/** Of a sample: the middle, and where four fifths of it lie. */
export interface Spread {
  readonly median: number;
  readonly p10: number;
  readonly p90: number;
}

export const spreadOf = (values: readonly number[]): Spread => {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => Number(sorted[Math.round(share * (sorted.length - 1))]!.toPrecision(4));
  return { median: at(0.5), p10: at(0.1), p90: at(0.9) };
};

export interface Paired {
  readonly rawPerSecond: Spread;
  readonly oursPerSecond: Spread;
  /** Ours by raw, taken round by round: what the machine does meanwhile falls on both. */
  readonly ratio: Spread;
}

/** Raw and ours in turns; the first rounds warm both up and are not counted. Both give how many a second they did. */
export const paired = async (
  rounds: number,
  raw: () => number | Promise<number>,
  ours: () => number | Promise<number>,
): Promise<Paired> => {
  const both: (readonly [number, number])[] = [];
  for (let round = 0; round < rounds + 2; round++) {
    if (round % 2 === 0) both.push([await raw(), await ours()]);
    else {
      const mine = await ours();
      both.push([await raw(), mine]);
    }
  }
  const counted = both.slice(2);
  return {
    rawPerSecond: spreadOf(counted.map(([theirs]) => theirs)),
    oursPerSecond: spreadOf(counted.map(([, mine]) => mine)),
    ratio: spreadOf(counted.map(([theirs, mine]) => mine / theirs)),
  };
};

export const perSecond = async (count: number, work: () => unknown): Promise<number> => {
  const begun = performance.now();
  await work();
  return (count / (performance.now() - begun)) * 1000;
};
