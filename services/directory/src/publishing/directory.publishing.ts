import { delegationContract, groupContract, officeContract, organisationContract, personContract } from '@laurel/contracts';
import type { Outgoing, Publishing } from '@laurel/event-bus';
import { type EventsOf, idOf, type Recorded } from '@laurel/event-sourcing';
import type { DelegationEvent } from '../delegation/delegation.events.js';
import type { GroupEvent } from '../group/group.events.js';
import type { OfficeEvent } from '../office/office.events.js';
import type { OrganisationEvent } from '../organisation/organisation.events.js';
import type { PersonEvent } from '../person/person.events.js';

type Of<E extends { readonly type: string }, Type extends E['type']> = Recorded<Extract<E, { readonly type: Type }> & { data: unknown }>;

/** One published event, its data as the contract has it. */
const out =
  <Catalogue extends Outgoing['contract']>(contract: Catalogue) =>
  <Type extends EventsOf<Catalogue>['type']>(
    type: Type,
    data: Extract<EventsOf<Catalogue>, { readonly type: Type }>['data'],
  ): Outgoing => ({
    contract,
    type,
    data,
  });

const organisation = out(organisationContract);
const group = out(groupContract);
const office = out(officeContract);
const person = out(personContract);
const delegation = out(delegationContract);

const since = (from: string | undefined) => (from === undefined ? {} : { from });

const organisations = {
  OrganisationRegistered: ({ data: { name, aliases, from, ...rest } }: Of<OrganisationEvent, 'OrganisationRegistered'>) =>
    organisation('OrganisationRegistered', {
      ...rest,
      ...since(from),
      names: [{ name, ...since(from) }],
      aliases: aliases.map((alias) => ({ name: alias, ...since(from) })),
    }),
  OrganisationRenamed: ({ stream, data: { name, from } }: Of<OrganisationEvent, 'OrganisationRenamed'>) =>
    organisation('OrganisationRenamed', { organisationId: idOf(stream), name, from }),
  AliasAdded: ({ stream, data: { alias, from, to } }: Of<OrganisationEvent, 'AliasAdded'>) =>
    organisation('OrganisationAliasAdded', { organisationId: idOf(stream), name: alias, ...since(from), ...(to !== undefined && { to }) }),
  OrganisationMoved: ({ stream, data: { parentId, from } }: Of<OrganisationEvent, 'OrganisationMoved'>) =>
    organisation('OrganisationMoved', { organisationId: idOf(stream), parentId, from }),
  LeadingUnitAppointed: ({ stream, data: { unitId, from } }: Of<OrganisationEvent, 'LeadingUnitAppointed'>) =>
    organisation('ClusterLeaderAppointed', { organisationId: idOf(stream), unitId, ...since(from) }),
  OrganisationMerged: ({ stream, data: { successors, on } }: Of<OrganisationEvent, 'OrganisationMerged'>) =>
    organisation('OrganisationMerged', { organisationId: idOf(stream), successors, on }),
  OrganisationSplit: ({ stream, data: { successors, on, goesOn } }: Of<OrganisationEvent, 'OrganisationSplit'>) =>
    organisation('OrganisationSplit', { organisationId: idOf(stream), successors, on, goesOn }),
  OrganisationDissolved: ({ stream, data: { successors, on } }: Of<OrganisationEvent, 'OrganisationDissolved'>) =>
    organisation('OrganisationDissolved', { organisationId: idOf(stream), successors, on }),
  OrganisationSucceeded: ({ stream, data: { predecessors, on } }: Of<OrganisationEvent, 'OrganisationSucceeded'>) => {
    const [first, ...others] = predecessors;
    return first ? organisation('OrganisationSucceeded', { organisationId: idOf(stream), predecessors: [first, ...others], on }) : [];
  },
};

const groups = {
  GroupDefined: ({ data: { name, aliases, from, ...rest } }: Of<GroupEvent, 'GroupDefined'>) =>
    group('GroupDefined', {
      ...rest,
      ...since(from),
      names: [{ name, ...since(from) }],
      aliases: aliases.map((alias) => ({ name: alias, ...since(from) })),
    }),
  GroupRuleChanged: ({ stream, data: { rule, from } }: Of<GroupEvent, 'GroupRuleChanged'>) =>
    group('GroupRuleChanged', { groupId: idOf(stream), rule, from }),
  GroupRetired: ({ stream, data: { on } }: Of<GroupEvent, 'GroupRetired'>) => group('GroupRetired', { groupId: idOf(stream), from: on }),
};

// Names go out as the ciphertext that they are in the log; birth dates stay inside.
const people = {
  PersonRegistered: ({ data: { personId, name, unitId, from } }: Of<PersonEvent, 'PersonRegistered'>) =>
    person('PersonRegistered', { personId, name, unitId, from }),
  PersonRenamed: ({ data: { personId, name } }: Of<PersonEvent, 'PersonRenamed'>) => person('PersonRenamed', { personId, name }),
  PersonTransferred: ({ stream, data: { unitId, from } }: Of<PersonEvent, 'PersonTransferred'>) =>
    person('PersonMoved', { personId: idOf(stream), unitId, from }),
  PersonLeft: ({ stream, data: { on } }: Of<PersonEvent, 'PersonLeft'>) =>
    person('PersonMoved', { personId: idOf(stream), unitId: null, from: on }),
};

const offices = {
  OfficeDefined: ({ data: { name, aliases, from, ...rest } }: Of<OfficeEvent, 'OfficeDefined'>) =>
    office('OfficeDefined', {
      ...rest,
      ...since(from),
      names: [{ name, ...since(from) }],
      aliases: aliases.map((alias) => ({ name: alias, ...since(from) })),
    }),
  OfficeAssigned: ({ stream, data: { personId, from, to } }: Of<OfficeEvent, 'OfficeAssigned'>) =>
    office('OfficeAssigned', { officeId: idOf(stream), personId, from, ...(to !== undefined && { to }) }),
  OfficeVacated: ({ stream, data: { on } }: Of<OfficeEvent, 'OfficeVacated'>) => office('OfficeVacated', { officeId: idOf(stream), on }),
  OfficeAbolished: ({ stream, data: { on } }: Of<OfficeEvent, 'OfficeAbolished'>) =>
    office('OfficeVacated', { officeId: idOf(stream), on }),
};

const delegations = {
  DelegationGranted: ({ data: { unitIds, permissions, basis: _, ...rest } }: Of<DelegationEvent, 'DelegationGranted'>) => {
    const [first, ...others] = unitIds;
    return delegation('DelegationGranted', { ...rest, permissions, units: first === undefined ? 'ALL' : [first, ...others] });
  },
  DelegationRevoked: ({ stream, data: { on } }: Of<DelegationEvent, 'DelegationRevoked'>) =>
    delegation('DelegationRevoked', { delegationId: idOf(stream), on }),
};

/** What others may know of the directory: the only place where its events become contracts. */
export const directoryPublishing: Publishing = {
  topic: 'laurel.directory.v1',
  service: 'directory',
  // Looked up by category and type, each function meets its own events only; the type system cannot follow that.
  map: {
    organisation: organisations,
    group: groups,
    person: people,
    office: offices,
    delegation: delegations,
  } as unknown as Publishing['map'],
};
