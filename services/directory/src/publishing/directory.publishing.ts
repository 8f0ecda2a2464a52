import { delegationContract, groupContract, officeContract, organisationContract, personContract } from '@laurel/contracts';
import { mapFrom, out, type Outgoing, type Publishing } from '@laurel/event-bus';
import { idOf } from '@laurel/event-sourcing';
import { delegationEvents } from '../delegation/delegation.events.js';
import { groupEvents } from '../group/group.events.js';
import { officeEvents } from '../office/office.events.js';
import { organisationEvents } from '../organisation/organisation.events.js';
import { firstNames, since } from '../naming.js';
import { personEvents } from '../person/person.events.js';

const organisation = out(organisationContract);
const group = out(groupContract);
const office = out(officeContract);
const person = out(personContract);
const delegation = out(delegationContract);

const organisations = mapFrom<(typeof organisationEvents)['schemas'], Outgoing | readonly Outgoing[]>(organisationEvents, {
  OrganisationRegistered: ({ data: { name, aliases, from, ...rest } }) =>
    organisation('OrganisationRegistered', {
      ...rest,
      ...since(from),
      ...firstNames(name, aliases, from),
    }),
  OrganisationRenamed: ({ stream, data: { name, from } }) =>
    organisation('OrganisationRenamed', { organisationId: idOf(stream), name, from }),
  AliasAdded: ({ stream, data: { alias, from, to } }) =>
    organisation('OrganisationAliasAdded', { organisationId: idOf(stream), name: alias, ...since(from), ...(to !== undefined && { to }) }),
  OrganisationMoved: ({ stream, data: { parentId, from } }) =>
    organisation('OrganisationMoved', { organisationId: idOf(stream), parentId, from }),
  LeadingUnitAppointed: ({ stream, data: { unitId, from } }) =>
    organisation('ClusterLeaderAppointed', { organisationId: idOf(stream), unitId, ...since(from) }),
  OrganisationMerged: ({ stream, data: { successors, on } }) =>
    organisation('OrganisationMerged', { organisationId: idOf(stream), successors, on }),
  OrganisationSplit: ({ stream, data: { successors, on, goesOn } }) =>
    organisation('OrganisationSplit', { organisationId: idOf(stream), successors, on, goesOn }),
  OrganisationDissolved: ({ stream, data: { successors, on } }) =>
    organisation('OrganisationDissolved', { organisationId: idOf(stream), successors, on }),
  OrganisationSucceeded: ({ stream, data: { predecessors, on } }) => {
    const [first, ...others] = predecessors;
    return first ? organisation('OrganisationSucceeded', { organisationId: idOf(stream), predecessors: [first, ...others], on }) : [];
  },
});

const groups = mapFrom<(typeof groupEvents)['schemas'], Outgoing | readonly Outgoing[]>(groupEvents, {
  GroupDefined: ({ data: { name, aliases, from, ...rest } }) =>
    group('GroupDefined', {
      ...rest,
      ...since(from),
      ...firstNames(name, aliases, from),
    }),
  GroupRenamed: ({ stream, data: { name, from } }) => group('GroupRenamed', { groupId: idOf(stream), name, from }),
  GroupAliasAdded: ({ stream, data: { alias, from } }) => group('GroupAliasAdded', { groupId: idOf(stream), name: alias, ...since(from) }),
  GroupRuleChanged: ({ stream, data: { rule, from } }) => group('GroupRuleChanged', { groupId: idOf(stream), rule, from }),
  GroupRetired: ({ stream, data: { on } }) => group('GroupRetired', { groupId: idOf(stream), from: on }),
});

// Names go out as the ciphertext that they are in the log; birth dates stay inside.
const people = mapFrom<(typeof personEvents)['schemas'], Outgoing | readonly Outgoing[]>(personEvents, {
  PersonRegistered: ({ data: { personId, name, unitId, from } }) => person('PersonRegistered', { personId, name, unitId, from }),
  PersonRenamed: ({ data: { personId, name } }) => person('PersonRenamed', { personId, name }),
  PersonTransferred: ({ stream, data: { unitId, from } }) => person('PersonMoved', { personId: idOf(stream), unitId, from }),
  PersonLeft: ({ stream, data: { on } }) => person('PersonMoved', { personId: idOf(stream), unitId: null, from: on }),
});

const offices = mapFrom<(typeof officeEvents)['schemas'], Outgoing | readonly Outgoing[]>(officeEvents, {
  OfficeDefined: ({ data: { name, aliases, from, ...rest } }) =>
    office('OfficeDefined', {
      ...rest,
      ...since(from),
      ...firstNames(name, aliases, from),
    }),
  OfficeRenamed: ({ stream, data: { name, from } }) => office('OfficeRenamed', { officeId: idOf(stream), name, from }),
  OfficeAliasAdded: ({ stream, data: { alias, from } }) =>
    office('OfficeAliasAdded', { officeId: idOf(stream), name: alias, ...since(from) }),
  OfficeAssigned: ({ stream, data: { personId, from, to } }) =>
    office('OfficeAssigned', { officeId: idOf(stream), personId, from, ...(to !== undefined && { to }) }),
  OfficeVacated: ({ stream, data: { on } }) => office('OfficeVacated', { officeId: idOf(stream), on }),
  OfficeAbolished: ({ stream, data: { on } }) => office('OfficeAbolished', { officeId: idOf(stream), on }),
});

const delegations = mapFrom<(typeof delegationEvents)['schemas'], Outgoing | readonly Outgoing[]>(delegationEvents, {
  DelegationGranted: ({ data: { unitIds, permissions, basis: _, ...rest } }) => {
    const [first, ...others] = unitIds;
    return delegation('DelegationGranted', { ...rest, permissions, units: first === undefined ? 'ALL' : [first, ...others] });
  },
  DelegationRevoked: ({ stream, data: { on } }) => delegation('DelegationRevoked', { delegationId: idOf(stream), on }),
});

/** What others may know of the directory: the only place where its events become contracts. */
export const directoryPublishing: Publishing = {
  topic: 'laurel.directory.v1',
  service: 'directory',
  map: { ...organisations, ...groups, ...people, ...offices, ...delegations },
};
