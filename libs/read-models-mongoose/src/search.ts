import type { Scope } from '@laurel/event-sourcing';
import type { Term } from '@laurel/read-models/engine-kit';
import type { mongo } from 'mongoose';
import { idOf } from './encoded.js';
import { type Layout, wordIndex } from './layout.js';
import type { Filter } from './question.js';
import type { Run, Snapshot } from './reader.js';
import { nobody, personOwner, posting, type Row, unitOwner, written } from './row.js';

/** A word with fewer documents than this is rare: they are gathered, whatever their order. */
const rare = 2000;
const last = '\u{10FFFF}'; // stands behind every word that begins so

/** The run of documents that have all words, in the order of their keys. */
export const searchOf = async ({ spec }: Layout, snapshot: Snapshot, scope: Scope, terms: readonly Term[]): Promise<Run> => {
  const { tenant, units, person } = scope;
  const owners = ownersWithin(scope);
  const unowned = (units && !spec.owner.units) || (person !== undefined && !spec.owner.person);
  if (terms.length === 0 || owners.length === 0 || unowned) return () => undefined;
  const counted: { readonly term: Term; readonly entries: number }[] = [];
  for (const term of terms) counted.push({ term, entries: await entries(snapshot, tenant, owners, term) });
  if (counted.some((one) => one.entries === 0)) return () => undefined;
  // Whole words lie in the order of the key; beginnings of words do only as far as they are walked by key.
  const leader = counted.reduce((a, b) => (b.entries < a.entries || (b.entries === a.entries && a.term.prefix) ? b : a));
  const byKey = leader.term.prefix && leader.entries === rare;
  const wanted = [...(person !== undefined && units ? [{ u: { $in: units } }] : []), ...terms.map(has)];
  const filter = { t: tenant, ...ofOwners(owners, leader.term), $and: wanted };
  return (bound, backwards) => ({
    filter: { ...filter, _id: within(tenant, bound?.[0], backwards) },
    sort: { _id: backwards ? -1 : 1 },
    hint: byKey ? '_id_' : wordIndex.name,
  });
};

/** A person within some units is looked for as the person; their documents tell the units. */
const ownersWithin = ({ units, person }: Scope): readonly string[] => {
  if (person !== undefined) return [personOwner(person)];
  return units ? [...new Set(units)].map(unitOwner) : [nobody];
};

const entries = async ({ physical, session }: Snapshot, t: string, owners: readonly string[], term: Term): Promise<number> => {
  const stages = [{ $match: { t, ...ofOwners(owners, term) } }, { $limit: rare }, { $count: 'rows' }];
  const [counted] = await physical.documents.aggregate<{ rows: number }>(stages, { session, hint: wordIndex.name }).toArray();
  return counted?.rows ?? 0;
};

/** Those of somebody within reach that have the word, by the index of the words. */
const ofOwners = (owners: readonly string[], { word, prefix }: Term): Filter => {
  const places = owners.map((owner) => posting(owner, word));
  if (!prefix) return { w: places.length === 1 ? places[0] : { $in: places } };
  const ranges = places.map((start) => ({ w: { $elemMatch: { $gte: start, $lt: start + last } } }));
  return ranges.length === 1 ? ranges[0]! : { $or: ranges };
};

/** Looked for in what was found by the leading word: no index is over these. */
const has = ({ word, exact, prefix }: Term): Filter => {
  const text = exact === undefined ? word : written(exact);
  return { x: prefix ? { $elemMatch: { $gte: text, $lt: text + last } } : text };
};

const within = (tenant: string, bound: unknown, backwards: boolean): mongo.Condition<Row['_id']> => {
  const place = bound === undefined ? undefined : idOf(tenant, String(bound));
  return {
    [!backwards && place !== undefined ? '$gt' : '$gte']: !backwards && place !== undefined ? place : idOf(tenant, ''),
    $lt: backwards && place !== undefined ? place : `${tenant}\u0001`,
  };
};
