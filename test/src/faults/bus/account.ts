import assert from 'node:assert/strict';

export interface Account {
  readonly sent: number;
  readonly seen: number;
  readonly lost: number;
  readonly doubled: number;
  readonly reordered: number;
}

/** What became of `sent` (key → how many, numbered from 0) at who keeps `seen` (key → the numbers in the order of their effects). */
export const accountOf = (sent: ReadonlyMap<string, number>, seen: ReadonlyMap<string, readonly number[]>): Account => {
  const keys = [...new Set([...sent.keys(), ...seen.keys()])].map((key) => {
    const [count, numbers] = [sent.get(key) ?? 0, seen.get(key) ?? []];
    const once = [...new Set(numbers)];
    return {
      sent: count,
      seen: numbers.length,
      lost: count - once.filter((n) => n < count).length,
      doubled: numbers.length - once.length,
      reordered: once.filter((n, place) => place > 0 && n < once[place - 1]!).length,
    };
  });
  return sumOf(keys);
};

export const sumOf = (accounts: readonly Account[]): Account => {
  const sum = (of: keyof Account): number => accounts.reduce((total, account) => total + account[of], 0);
  return { sent: sum('sent'), seen: sum('seen'), lost: sum('lost'), doubled: sum('doubled'), reordered: sum('reordered') };
};

/** Throws unless something was sent, and all of it was seen once and in order. */
export const demandWhole = (account: Account): void => {
  const { sent, lost, doubled, reordered } = account;
  assert.ok(sent > 0, 'nothing was sent');
  assert.deepEqual({ lost, doubled, reordered }, { lost: 0, doubled: 0, reordered: 0 }, `not whole: ${JSON.stringify(account)}`);
};
