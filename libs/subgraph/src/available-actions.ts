import { type Owner, type Reason, reaches } from '@laurel/event-sourcing';
import type { Caller } from './caller.js';
import { toUserErrors, type UserError } from './user-errors.js';

/** An order that a thing may be given. */
export interface OfferedOrder {
  /** The command; the mutation is called alike, with a small letter, where `mutation` does not say otherwise. */
  readonly type: string;
  readonly mutation?: string | undefined;
  readonly permission: string | undefined;
  /** Why the thing itself does not allow it now. */
  readonly whyNot: Reason | readonly Reason[] | undefined;
  readonly deadline?: string | undefined;
}

export interface OfferedAction {
  readonly action: string;
  readonly allowed: boolean;
  readonly reasons: UserError[];
  readonly deadline: string | null;
}

/**
 * The buttons of a thing: what the caller may order within reach, and why not now. What the caller has no permission for is not shown.
 * Without an owner it belongs to the whole authority, and how far the permission reaches is not asked.
 */
export const availableActions = (caller: Caller, owner: Owner | undefined, orders: readonly OfferedOrder[]): readonly OfferedAction[] =>
  orders
    .filter(({ permission }) => permission !== undefined && caller.may(permission) && (!owner || reaches(caller.reach(permission), owner)))
    .map(({ type, mutation, whyNot, deadline }) => {
      const reasons = whyNot === undefined ? [] : [whyNot].flat();
      return {
        action: mutation ?? `${type.charAt(0).toLowerCase()}${type.slice(1)}`,
        allowed: reasons.length === 0,
        reasons: toUserErrors(reasons, caller.language),
        deadline: deadline ?? null,
      };
    });
