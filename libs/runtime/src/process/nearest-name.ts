/** Of the names the one that differs by the fewest letters; undefined when all are far from it. */
export const nearestName = (name: string, known: readonly string[]): string | undefined => {
  const [nearest] = known.map((each) => ({ each, distance: distanceOf(name, each) })).sort((a, b) => a.distance - b.distance);
  return nearest && nearest.distance <= Math.max(2, Math.floor(name.length / 3)) ? nearest.each : undefined;
};

/** Levenshtein's, row by row. */
const distanceOf = (one: string, other: string): number => {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (one[i - 1] === other[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[other.length]!;
};
