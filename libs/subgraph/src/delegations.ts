import type { RoleHeld } from './claims.js';

/** What somebody may do for another on a day: the roles of the person acted for, within the delegation. */
export interface DelegatedRights {
  readonly roles: readonly RoleHeld[];
  /** Only these; every permission of the roles when absent. */
  readonly permissions?: readonly string[];
}

/** Filled by each service from its local copy of delegations. */
export interface Delegations {
  /** Undefined where no delegation is in force. */
  rightsOf(request: {
    readonly tenant: string;
    readonly delegate: string;
    readonly principal: string;
    readonly on: string;
  }): Promise<DelegatedRights | undefined>;
}
