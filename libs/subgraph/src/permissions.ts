import type { Scope } from '@laurel/event-sourcing';
import type { Claims } from './claims.js';

/** How far a role carries a permission: the whole authority, the units of the role, or what is one's own. */
export type Reach = 'TENANT' | 'UNITS' | 'PERSON';

/**
 * Permission → role → how far. A role that is not named does not have it. One table a service. Beside the tenant a permission reaches
 * units or what is one's own, never both: a reach has no union, and who held two such roles would lose one of them.
 */
export type Permissions = Readonly<Record<string, Readonly<Record<string, Reach>>>>;

/** Throws for a permission that reaches units for one role and what is one's own for another. */
export const definePermissions = <const Table extends Permissions>(table: Table): Table => {
  const mixed = Object.keys(table).find((permission) => {
    const reaches = Object.values(table[permission]!);
    return reaches.includes('UNITS') && reaches.includes('PERSON');
  });
  if (mixed !== undefined) throw new TypeError(`${mixed} reaches units for one role and one's own for another: make two permissions of it`);
  return table;
};

/**
 * How far a permission reaches for somebody; undefined where they lack it. The widest role wins: the tenant before units, and
 * units (those of every role that has it) before one's own.
 */
export const reachOf = (permissions: Permissions, permission: string, { person, tenant, roles }: Claims): Scope | undefined => {
  const byRole = permissions[permission] ?? {};
  const held = roles.flatMap(({ role, units }) => {
    const reach = Object.hasOwn(byRole, role) ? byRole[role] : undefined;
    return reach === undefined ? [] : [{ reach, units }];
  });
  return widest(
    held.map(({ reach, units }) => (reach === 'TENANT' ? { tenant } : reach === 'UNITS' ? { tenant, units } : { tenant, person })),
  );
};

/** How far several reaches into one tenant go together; undefined for none. Who reaches units leaves what is only their own. */
export const widest = (scopes: readonly Scope[]): Scope | undefined => {
  const [first] = scopes;
  if (!first) return undefined;
  const { tenant } = first;
  if (scopes.some(({ units, person }) => units === undefined && person === undefined)) return { tenant };
  const units = scopes.flatMap((scope) => scope.units ?? []);
  return scopes.some((scope) => scope.units !== undefined) ? { tenant, units: [...new Set(units)] } : first;
};

/** No further than what belongs to these units. What is somebody's own belongs to no unit. */
export const withinUnits = (scope: Scope, only: readonly string[]): Scope | undefined => {
  if (scope.person !== undefined) return undefined;
  const units = scope.units === undefined ? only : scope.units.filter((unit) => only.includes(unit));
  return units.length === 0 ? undefined : { tenant: scope.tenant, units };
};
