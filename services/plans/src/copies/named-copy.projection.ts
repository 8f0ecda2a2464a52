import { type DatedName, groupContract, officeContract, supersede } from '@laurel/contracts';
import { type DocumentOf, projection, upsert } from '@laurel/read-models';
import { namedCopy } from './named-copy.collection.js';

type Named = DocumentOf<typeof namedCopy>;

/** A stream comes in order, so what is told about something follows its definition: a change before it is the sender's fault and parks. */
const change = (id: string, to: (before: Named) => Named) =>
  upsert<Named>(id, (before) => {
    if (!before) throw new Error(`${id} is changed before it was defined`);
    return to(before);
  });

const renamed =
  (name: DatedName) =>
  (before: Named): Named => ({ ...before, names: supersede(before.names, name) });
const alsoCalled =
  (alias: DatedName) =>
  (before: Named): Named => ({ ...before, aliases: [...before.aliases, alias] });

export const namedCopyProjection = projection(namedCopy)
  .from(groupContract, {
    GroupDefined: ({ data: { groupId: id, rule, from, ...named }, metadata: { tenant } }) => {
      const since = from === undefined ? {} : { from };
      return upsert<Named>(id, () => ({
        id,
        tenant,
        kind: 'GROUP',
        ...named,
        ...since,
        rules: [{ rule, ...since }],
        organisationId: null,
      }));
    },
    GroupRenamed: ({ data: { groupId, ...name } }) => change(groupId, renamed(name)),
    GroupAliasAdded: ({ data: { groupId, ...alias } }) => change(groupId, alsoCalled(alias)),
    GroupRuleChanged: ({ data: { groupId, rule, from } }) =>
      change(groupId, (group) => ({ ...group, rules: supersede(group.rules, { rule, from }) })),
    GroupRetired: ({ data: { groupId, from } }) => change(groupId, (group) => ({ ...group, to: from })),
  })
  .from(officeContract, {
    OfficeDefined: ({ data: { officeId: id, organisationId, from, ...named }, metadata: { tenant } }) =>
      upsert<Named>(id, () => ({
        id,
        tenant,
        kind: 'OFFICE',
        ...named,
        ...(from !== undefined && { from }),
        rules: [],
        organisationId,
      })),
    OfficeRenamed: ({ data: { officeId, ...name } }) => change(officeId, renamed(name)),
    OfficeAliasAdded: ({ data: { officeId, ...alias } }) => change(officeId, alsoCalled(alias)),
    OfficeAbolished: ({ data: { officeId, on } }) => change(officeId, (office) => ({ ...office, to: on })),
  });
