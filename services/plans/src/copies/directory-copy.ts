import { factOf, holds, membersOf, type OrganisationInTime, successorsOf } from '@laurel/contracts';
import { allDocuments, type CollectionOf, type DocumentOf, type Reader } from '@laurel/read-models';
import type { Gazetteer, GazetteerEntry } from '../reading/gazetteer.js';
import type { namedCopy } from './named-copy.collection.js';
import type { organisationCopy } from './organisation-copy.collection.js';

type Named = DocumentOf<typeof namedCopy>;

/** Structural twin of `AsOfThen` of the plan's commands: what the copies say on a day. */
export interface SaidOn {
  /** Group, office or collective → the units that it meant. */
  readonly groups: Readonly<Record<string, readonly string[]>>;
  /** Unit → those whose clerks act for it beside itself. */
  readonly acting: Readonly<Record<string, readonly string[]>>;
}

export interface KnownName {
  readonly code: string;
  readonly nameVi: string;
  /** False for a group and an office. */
  readonly isOrganisation: boolean;
}

/** What this service knows of the directory: answers as of a day, from its own copies. */
export class DirectoryCopy {
  constructor(
    private readonly organisations: CollectionOf<typeof organisationCopy>,
    private readonly named: CollectionOf<typeof namedCopy>,
  ) {}

  /** The names by which documents of that day call bodies, offices and groups. */
  async gazetteer(tenant: string, asOf: string): Promise<Gazetteer> {
    const { organisations, named } = await this.all(tenant);
    const entries = [
      ...organisations.map((each) => entry(each, 'ORGANISATION', asOf)),
      ...named.map((each) => entry(each, kindOf(each, asOf), asOf)),
    ];
    return { entries: entries.filter((each) => each !== undefined) };
  }

  /** Whom these references meant on a day, and who acts for them beside themselves. */
  async meaning(tenant: string, refs: readonly string[], asOf: string): Promise<SaidOn> {
    const { organisations, named } = await this.all(tenant);
    const byId = new Map(organisations.map((each) => [each.id, each]));
    const groups = Object.fromEntries(
      [...new Set(refs)].flatMap((ref) => {
        const name = named.find(({ id }) => id === ref);
        if (name) return [[ref, meant(name, organisations, asOf)] as const];
        // A unit that has ended stands for those that took its place; one that is there stands for itself.
        const unit = byId.get(ref);
        return unit && !holds(unit, asOf) ? [[ref, successorsOf(ref, organisations, asOf)] as const] : [];
      }),
    );
    const units = new Set([...refs.filter((ref) => byId.has(ref) && !(ref in groups)), ...Object.values(groups).flat()]);
    return { groups, acting: Object.fromEntries([...units].flatMap((unit) => leadersOf(byId.get(unit), organisations, asOf))) };
  }

  /** The groups that mean a unit on a day: documents name them instead of it. */
  async groupsOf(tenant: string, unit: string, asOf: string): Promise<readonly string[]> {
    const { organisations, named } = await this.all(tenant);
    return named.filter((each) => each.kind === 'GROUP' && meant(each, organisations, asOf).includes(unit)).map(({ id }) => id);
  }

  /** How people know these references: the code and the name of that day. Absent where nobody is known by it. */
  async names(tenant: string, asOf: string): Promise<ReadonlyMap<string, KnownName>> {
    const { organisations, named } = await this.all(tenant);
    const known =
      (isOrganisation: boolean) =>
      ({ id, code, names }: Pick<Named, 'id' | 'code' | 'names'>) =>
        [id, { code, nameVi: nameOn(names, asOf), isOrganisation }] as const;
    return new Map([...organisations.map(known(true)), ...named.map(known(false))]);
  }

  private async all(tenant: string): Promise<{ readonly organisations: readonly OrganisationInTime[]; readonly named: readonly Named[] }> {
    const reader: Reader = { reach: () => ({ tenant }) };
    const [organisations, named] = await Promise.all([
      allDocuments((page) => this.organisations.find(reader, { index: 'byId', where: {}, page })),
      allDocuments((page) => this.named.find(reader, { index: 'byId', where: {}, page })),
    ]);
    return { organisations, named };
  }
}

const entry = (
  { id, names, aliases, ...life }: Pick<Named, 'id' | 'names' | 'aliases' | 'from' | 'to'>,
  kind: GazetteerEntry['kind'],
  asOf: string,
): GazetteerEntry | undefined =>
  holds(life, asOf)
    ? { ref: id, nameVi: nameOn(names, asOf), aliases: aliases.filter((alias) => holds(alias, asOf)).map(({ name }) => name), kind }
    : undefined;

/** The name of that day; of something that was named later only, its first one. */
const nameOn = (names: Named['names'], asOf: string): string => (factOf(names, asOf) ?? names[0])?.name ?? '';

const kindOf = ({ kind, rules }: Named, asOf: string): GazetteerEntry['kind'] => {
  if (kind === 'OFFICE') return 'OFFICE';
  return (factOf(rules, asOf)?.rule.kind ?? 'UNRESOLVED') === 'UNRESOLVED' ? 'UNRESOLVED' : 'GROUP';
};

/** An office acts through its organisation; a collective that nobody has explained means nobody yet. */
const meant = ({ kind, organisationId, rules }: Named, organisations: readonly OrganisationInTime[], asOf: string): readonly string[] => {
  if (kind === 'OFFICE') return organisationId === null ? [] : successorsOf(organisationId, organisations, asOf);
  const rule = factOf(rules, asOf)?.rule;
  return (rule && membersOf(rule, organisations, asOf)) ?? [];
};

const leadersOf = (
  unit: OrganisationInTime | undefined,
  organisations: readonly OrganisationInTime[],
  asOf: string,
): readonly (readonly [string, readonly string[]])[] => {
  const leader = unit && factOf(unit.leaders, asOf);
  return leader ? [[unit.id, successorsOf(leader.unitId, organisations, asOf)]] : [];
};
