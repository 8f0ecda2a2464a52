import type { GroupRule } from './group-rule.js';
import type { OrganisationInTime } from './organisation-in-time.js';
import { factOf, holds } from './time.js';

/** What the rules look at: the dated facts of an organisation, for example the documents of a local copy. */
export type OrganisationFacts = Pick<OrganisationInTime, 'id' | 'kind' | 'from' | 'to' | 'parents' | 'leaders' | 'successors'>;

/**
 * Ids of the organisations that a rule means on a day, each once, in the order of `organisations`.
 * Gives undefined where the rule, or a part of it, is UNRESOLVED: nobody knows, which is not the same as nobody.
 */
export const membersOf = (rule: GroupRule, organisations: readonly OrganisationFacts[], asOf: string): readonly string[] | undefined => {
  const known = new Map(organisations.map((organisation) => [organisation.id, organisation]));
  const members = resolve(rule, known, asOf);
  return members && organisations.filter(({ id }) => members.has(id)).map(({ id }) => id);
};

/**
 * Ids of those that stand in an organisation's place on a day: itself while it exists, else its successors and theirs, as far as they
 * exist then. Empty when it ended without any, or has not begun.
 */
export const successorsOf = (organisation: string, organisations: readonly OrganisationFacts[], asOf: string): readonly string[] => [
  ...standIns(organisation, new Map(organisations.map((each) => [each.id, each])), asOf),
];

type Known = ReadonlyMap<string, OrganisationFacts>;

const resolve = (rule: GroupRule, known: Known, asOf: string): ReadonlySet<string> | undefined => {
  switch (rule.kind) {
    case 'CHILDREN':
      return idsWhere(known, asOf, (each) => rule.kinds.includes(each.kind) && parentOf(each, asOf) === rule.of);
    case 'DESCENDANTS':
      return idsWhere(known, asOf, (each) => rule.kinds.includes(each.kind) && isUnder(each, rule.of, known, asOf));
    case 'LIST':
      return new Set(rule.organisations.flatMap((id) => [...standIns(id, known, asOf)]));
    case 'LEADING_UNITS': {
      const clusters = resolve(rule.clusters, known, asOf);
      return clusters && new Set([...clusters].flatMap((id) => leadersOf(known.get(id), known, asOf)));
    }
    case 'UNION': {
      const parts = rule.rules.map((part) => resolve(part, known, asOf));
      return parts.every((part) => part !== undefined) ? new Set(parts.flatMap((part) => [...part])) : undefined;
    }
    case 'EXCEPT': {
      const all = resolve(rule.rule, known, asOf);
      const without = resolve(rule.without, known, asOf);
      return all && without && new Set([...all].filter((id) => !without.has(id)));
    }
    case 'UNRESOLVED':
      return undefined;
  }
};

const idsWhere = (known: Known, asOf: string, matches: (each: OrganisationFacts) => boolean): ReadonlySet<string> =>
  new Set([...known.values()].filter((each) => holds(each, asOf) && matches(each)).map(({ id }) => id));

const parentOf = (organisation: OrganisationFacts, asOf: string): string | undefined =>
  factOf(organisation.parents, asOf)?.parentId ?? undefined;

// A circle of parents cannot be ordered, but a copy may hold one for a moment, for keys come in any order.
const isUnder = (organisation: OrganisationFacts, ancestor: string, known: Known, asOf: string): boolean => {
  const seen = new Set<string>();
  for (let parent = parentOf(organisation, asOf); parent !== undefined && !seen.has(parent);) {
    if (parent === ancestor) return true;
    seen.add(parent);
    const next = known.get(parent);
    parent = next && parentOf(next, asOf);
  }
  return false;
};

const leadersOf = (cluster: OrganisationFacts | undefined, known: Known, asOf: string): readonly string[] => {
  const leader = cluster && factOf(cluster.leaders, asOf);
  return leader ? [...standIns(leader.unitId, known, asOf)] : [];
};

const standIns = (id: string, known: Known, asOf: string, seen: ReadonlySet<string> = new Set()): ReadonlySet<string> => {
  const organisation = known.get(id);
  if (!organisation || seen.has(id)) return new Set();
  if (holds(organisation, asOf)) return new Set([id]);
  const followed = new Set([...seen, id]);
  return new Set(
    organisation.successors
      .filter(({ on }) => on <= asOf)
      .flatMap(({ organisationId }) => [...standIns(organisationId, known, asOf, followed)]),
  );
};
