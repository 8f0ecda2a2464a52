import type { Scope } from '@laurel/event-sourcing';
import type { Tally } from '@laurel/read-models';
import { beginning, NotServed } from '@laurel/read-models/engine-kit';
import { beginningWith, placeOf } from './encoded.js';
import type { Layout } from './layout.js';
import type { Snapshot } from './reader.js';
import { personOwner, unitOwner } from './row.js';

/** How many sets of owners are asked for at once. */
const together = 100;

/** Sums by group up to and with a day, of what lies within reach; groups whose sum is nothing are left out. */
export const readTally = async (
  { spec }: Layout,
  snapshot: Snapshot,
  scope: Scope,
  name: string,
  group: Tally['group'],
  asOf: string,
): Promise<ReadonlyMap<Tally['group'], number>> => {
  if (!spec.tallies?.[name]) throw new NotServed(spec.name, name, 'there is no such tally');
  const { physical, session } = snapshot;
  const sums = new Map<string, number>();
  const owners = await ownersWithin(snapshot, spec.owner, scope);
  for (let at = 0; at < owners.length; at += together) {
    const groups = owners.slice(at, at + together).flatMap((owner) => groupsOf(scope.tenant, name, owner, group));
    const found = physical.tallies.aggregate<{ _id: string; sum: number }>(
      [{ $match: { $or: groups.map((_id) => ({ _id })), y: { $lte: asOf } } }, { $group: { _id: '$g', sum: { $sum: '$n' } } }],
      { session },
    );
    for await (const { _id, sum } of found) sums.set(_id, (sums.get(_id) ?? 0) + sum);
  }
  return new Map(
    [...sums]
      .filter(([, sum]) => sum !== 0)
      .sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
      .map(([text, sum]) => [JSON.parse(text) as Tally['group'], sum]),
  );
};

/** Where the sums of a set's groups stand: the group itself, and those that begin with it. */
const groupsOf = (tenant: string, name: string, owner: string, group: Tally['group']) => {
  const start = placeOf([tenant, name, owner]);
  const [begin, end] = beginning(group);
  return [
    ...(group.length > 0 ? [beginningWith(start + placeOf([JSON.stringify(group)]))] : []), // the empty one lies in the range
    { $gte: start + openPlace(begin), $lt: start + openPlace(end) },
  ];
};

/** Of a text that goes on. */
const openPlace = (text: string): string => placeOf([text]).slice(0, -1);

/** The sets of owners whose documents lie within reach; the empty text stands for all. */
const ownersWithin = async (
  { physical, session }: Snapshot,
  owner: { readonly units?: string; readonly person?: string },
  { tenant, units, person }: Scope,
): Promise<readonly string[]> => {
  if (!units && person === undefined) return [''];
  if ((units && !owner.units) || (person !== undefined && !owner.person)) return [];
  const having = async (members: readonly string[]): Promise<readonly string[]> => {
    if (members.length === 0) return [];
    const sets = members.map((member) => ({ _id: beginningWith(placeOf([tenant, member])) }));
    return (await physical.owners.find({ $or: sets }, { session }).toArray()).map(({ s }) => s);
  };
  const ofUnits = units && new Set(await having([...new Set(units)].map(unitOwner)));
  if (person === undefined) return [...(ofUnits ?? [])];
  return (await having([personOwner(person)])).filter((set) => !ofUnits || ofUnits.has(set));
};
