import { type Aggregate, assertNever } from '@laurel/event-sourcing';
import { must } from '../must.js';
import { bearsAlias, bearsName } from '../naming.js';
import { notThere } from '../reference.js';
import { whyNot } from './office.actions.js';
import type { OfficeCommand } from './office.commands.js';
import { type OfficeEvent, officeEvents } from './office.events.js';
import { because } from './office.reasons.js';
import { covers, evolve, notDefined, type Office } from './office.state.js';

const decide = (command: OfficeCommand, state: Office): readonly OfficeEvent[] => {
  if (command.type === 'DefineOffice') {
    if (state.status !== 'NOT_DEFINED') return [];
    const { organisation, ...office } = command.data;
    if (organisation) must(notThere(organisation, office.from));
    return [{ type: 'OfficeDefined', data: { ...office, organisationId: organisation?.id ?? null } }];
  }
  if (state.status === 'NOT_DEFINED') throw new Error(`${command.type} met a stream that no office began`);
  const days = { from: state.from, abolishedOn: state.status === 'ABOLISHED' ? state.abolishedOn : undefined };
  switch (command.type) {
    case 'RenameOffice': {
      const { name, from } = command.data;
      must(whyNot(command.type, { ...days, held: false }, from));
      return bearsName(state, name, from) ? [] : [{ type: 'OfficeRenamed', data: command.data }];
    }
    case 'AddOfficeAlias': {
      const { alias, from = state.from ?? '0001-01-01' } = command.data;
      must(whyNot(command.type, { ...days, held: false }, from));
      return bearsAlias(state, alias, from) ? [] : [{ type: 'OfficeAliasAdded', data: command.data }];
    }
    case 'AssignOffice': {
      const { person, from, to, ...based } = command.data;
      const other = state.holders.find((term) => (to === undefined || term.from < to) && (term.to === undefined || from < term.to));
      if (other && other.personId === person.id && other.from === from && other.to === to) return [];
      must(
        whyNot(command.type, { ...days, held: false }, from),
        to !== undefined && to <= from ? because('TERM_ENDS_BEFORE_IT_BEGINS') : undefined,
        notThere(person, from),
        other ? because('OFFICE_HELD', { from: other.from, to: other.to }) : undefined,
      );
      return [{ type: 'OfficeAssigned', data: { ...based, personId: person.id, from, ...(to !== undefined && { to }) } }];
    }
    case 'VacateOffice': {
      const { on: day } = command.data;
      const term = state.holders.find((held) => covers(held, day));
      must(whyNot(command.type, { ...days, held: term !== undefined }, day));
      return term ? [{ type: 'OfficeVacated', data: { ...command.data, personId: term.personId } }] : [];
    }
    case 'AbolishOffice':
      must(whyNot(command.type, { ...days, held: false }, command.data.on));
      return [{ type: 'OfficeAbolished', data: command.data }];
    default:
      return assertNever(command);
  }
};

export const office: Aggregate<OfficeCommand, Office, OfficeEvent> = {
  events: officeEvents,
  decider: { initial: notDefined, decide, evolve },
  owner: (state) => (state.status === 'NOT_DEFINED' ? undefined : state.organisationId === null ? {} : { units: [state.organisationId] }),
  creates: ['DefineOffice'],
  needs: {
    DefineOffice: 'office.define',
    RenameOffice: 'office.define',
    AddOfficeAlias: 'office.define',
    AssignOffice: 'office.assign',
    VacateOffice: 'office.assign',
    AbolishOffice: 'office.define',
  },
};
