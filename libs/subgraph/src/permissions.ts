import type { Scope } from '@laurel/event-sourcing';
import type { Claims } from './claims.js';

/** How far a role carries a permission: the whole authority, the units of the role, or what is one's own. */
export type Reach = 'TENANT' | 'UNITS' | 'PERSON';

/** Permission → role → how far. A role that is not named does not have it. One table a service. */
export type Permissions = Readonly<Record<string, Readonly<Record<string, Reach>>>>;

export const definePermissions = <const Table extends Permissions>(table: Table): Table => table;

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
  if (held.some(({ reach }) => reach === 'TENANT')) return { tenant };
  const withUnits = held.filter(({ reach }) => reach === 'UNITS');
  if (withUnits.length > 0) return { tenant, units: [...new Set(withUnits.flatMap(({ units }) => units))] };
  return held.length > 0 ? { tenant, person } : undefined;
};

/** Every permission that somebody has, in the order of the table. */
export const permissionsOf = (permissions: Permissions, claims: Claims): readonly string[] =>
  Object.keys(permissions).filter((permission) => reachOf(permissions, permission, claims) !== undefined);
