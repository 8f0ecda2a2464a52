import type { RoleHeld } from './claims.js';

/** What one delegation lets somebody do for another: the roles of the person acted for, within it. */
export interface DelegatedRights {
  readonly roles: readonly RoleHeld[];
  /** Only these; every permission of the roles when absent. */
  readonly permissions?: readonly string[];
  /** Only what belongs to these; all that the roles reach when absent. */
  readonly units?: readonly string[];
}

/** Filled by each service from its local copy of delegations. */
export interface Delegations {
  /** One for each delegation in force on the day; none where nobody delegated. They add up, each within its own bounds. */
  rightsOf(request: {
    readonly tenant: string;
    readonly delegate: string;
    readonly principal: string;
    readonly on: string;
  }): Promise<readonly DelegatedRights[]>;
}
