import type { Reason } from '@laurel/event-sourcing';
import { type Caller, toUserErrors } from '@laurel/subgraph';

/** What the caller may do here: an action with its permission, and why the thing itself does not allow it today. */
export const available = (
  caller: Caller,
  actions: readonly { readonly type: string; readonly permission: string | undefined; readonly whyNot: Reason | undefined }[],
) =>
  actions
    .filter(({ permission }) => permission !== undefined && caller.may(permission))
    .map(({ type, whyNot }) => ({
      action: mutationNames[type] ?? `${type.charAt(0).toLowerCase()}${type.slice(1)}`,
      allowed: whyNot === undefined,
      reasons: toUserErrors(whyNot ? [whyNot] : [], caller.language),
      deadline: null,
    }));

/** Where a command is called otherwise in the schema. */
const mutationNames: Readonly<Record<string, string>> = { AddAlias: 'addOrganisationAlias' };
