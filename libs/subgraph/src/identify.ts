import { localDay } from '@laurel/calendar';
import type { Actor, Scope } from '@laurel/event-sourcing';
import type { BusinessClock } from '@laurel/runtime';
import type { Caller } from './caller.js';
import type { Claims } from './claims.js';
import type { DelegatedRights, Delegations } from './delegations.js';
import { forbidden, unauthenticated } from './faults.js';
import { ordering } from './ordering.js';
import { type Permissions, reachOf, widest, withinUnits } from './permissions.js';
import type { RequestHead } from './request-head.js';
import type { TokenVerifier } from './tokens.js';

/** What it takes to know a caller. */
export interface Identity {
  readonly permissions: Permissions;
  readonly tokens: TokenVerifier;
  readonly clock: BusinessClock;
  /** Keyed hash of what a command asks; `commandHash` of @laurel/personal-data under the platform's key. */
  readonly hash: (value: unknown) => string;
  /** Without it nobody acts for another here. */
  readonly delegations?: Delegations;
}

/**
 * The caller of a request, from its token alone. Throws UNAUTHENTICATED, FORBIDDEN for acting for somebody without a delegation, or what the
 * verifier throws.
 */
export const identify = async (identity: Identity, head: RequestHead): Promise<Caller> => {
  const claims = head.token === undefined ? undefined : await identity.tokens(head.token);
  if (!claims) throw unauthenticated();
  const now = identity.clock.now();
  const today = localDay(now);
  if (head.actingFor === undefined) return callerOf(identity, head, claims, { now, today }, { person: claims.person });

  const rights = await identity.delegations?.rightsOf({
    tenant: claims.tenant,
    delegate: claims.person,
    principal: head.actingFor,
    on: today,
  });
  if (!rights || rights.length === 0) throw forbidden('x-acting-for');
  const actor = { person: claims.person, actingFor: head.actingFor };
  const principal = { person: head.actingFor, tenant: claims.tenant, roles: rights.flatMap(({ roles }) => roles) };
  return callerOf(identity, head, principal, { now, today }, actor, rights);
};

const callerOf = (
  { permissions: table, hash }: Identity,
  head: RequestHead,
  claims: Claims,
  { now, today }: { readonly now: string; readonly today: string },
  actor: Extract<Actor, { person: string }>,
  rights: readonly DelegatedRights[] = [{ roles: claims.roles }],
): Caller => {
  const reachFor = (permission: string): Scope | undefined =>
    widest(
      rights.flatMap(({ roles, permissions, units }) => {
        if (permissions && !permissions.includes(permission)) return [];
        const scope = reachOf(table, permission, { ...claims, roles });
        return (scope && units ? withinUnits(scope, units) : scope) ?? [];
      }),
    );
  const reach: Caller['reach'] = (permission) => {
    const scope = reachFor(permission);
    if (!scope) throw forbidden(permission);
    return scope;
  };
  return {
    actor,
    now,
    today,
    reach,
    tenant: claims.tenant,
    roles: claims.roles,
    language: head.language,
    correlationId: head.correlationId,
    may: (permission) => reachFor(permission) !== undefined,
    get permissions() {
      return Object.keys(table).filter((permission) => reachFor(permission) !== undefined);
    },
    ...ordering({ reach, actor, tenant: claims.tenant, now, head, hash }),
  };
};
