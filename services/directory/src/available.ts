import { type Owner, type Reason, reaches } from '@laurel/event-sourcing';
import { type Caller, toUserErrors } from '@laurel/subgraph';

/** What the caller may do to a thing of this owner: each action within reach, and why the thing itself does not allow it today. */
export const available = (
  caller: Caller,
  owner: Owner,
  actions: readonly { readonly type: string; readonly permission: string | undefined; readonly whyNot: Reason | undefined }[],
) =>
  actions
    .filter(({ permission }) => permission !== undefined && caller.may(permission) && reaches(caller.reach(permission), owner))
    .map(({ type, whyNot }) => ({
      action: mutationNames[type] ?? `${type.charAt(0).toLowerCase()}${type.slice(1)}`,
      allowed: whyNot === undefined,
      reasons: toUserErrors(whyNot ? [whyNot] : [], caller.language),
      deadline: null,
    }));

/** Where a command is called otherwise in the schema. */
const mutationNames: Readonly<Record<string, string>> = { AddAlias: 'addOrganisationAlias' };
