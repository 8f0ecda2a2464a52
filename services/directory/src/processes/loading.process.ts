import {
  assertNever,
  type Files,
  type ProcessBatch,
  type ProcessEvent,
  type ProcessManager,
  type ProcessOrder,
} from '@laurel/event-sourcing';
import { defineProcessEvents, inputsFrom, orderTo, type OwnEventsOf } from '@laurel/processes';
import { z } from 'zod';
import { group } from '../group/group.decider.js';
import type { Entries } from '../loading/entries.js';
import { office } from '../office/office.decider.js';
import { organisation } from '../organisation/organisation.decider.js';
import { person } from '../person/person.decider.js';
import { uploadEvents } from '../upload/upload.events.js';

export const loadingEvents = defineProcessEvents('loading', {
  LoadingBegun: z.object({ entriesHash: z.string(), at: z.string() }),
});
type LoadingEvent = OwnEventsOf<typeof loadingEvents>;

interface Loading {
  readonly begun?: LoadingEvent['data'];
  readonly settled: number;
}

const batchSize = 100;

/** Registers what an accepted upload holds, chunk by chunk, under ids that follow from it: a crash in the middle goes on to the same end. */
export const loading: ProcessManager<Loading, LoadingEvent> = {
  events: loadingEvents,
  initial: { settled: 0 },
  evolve: (state, event: LoadingEvent | ProcessEvent) => {
    switch (event.type) {
      case 'LoadingBegun':
        return { ...state, begun: event.data };
      case 'BatchSettled':
        return { ...state, settled: event.data.number + 1 };
      case 'ProcessRested':
        return state;
      default:
        return assertNever(event);
    }
  },
  inputs: inputsFrom(uploadEvents, {
    UploadAccepted: ({ data: { uploadId, entriesHash }, metadata: { at } }) => ({
      process: uploadId,
      events: (state: Loading): readonly LoadingEvent[] => (state.begun ? [] : [{ type: 'LoadingBegun', data: { entriesHash, at } }]),
    }),
  }),
  reads: ({ begun }) => (begun ? [begun.entriesHash] : []),
  outstanding: ({ begun, settled }, files: Files): ProcessBatch | undefined => {
    if (!begun) return undefined;
    const loaded = files.json(begun.entriesHash) as Entries; // written by this service under its hash
    let before = 0;
    for (const step of steps) {
      const { length, orders } = step(loaded, begun.at);
      const batches = Math.ceil(length / batchSize);
      const chunk = settled - before;
      if (chunk < batches) return { number: settled, orders: orders(chunk * batchSize, (chunk + 1) * batchSize) };
      before += batches;
    }
    return undefined;
  },
};

type Step = (
  loaded: Entries,
  at: string,
) => { readonly length: number; readonly orders: (from: number, to: number) => readonly ProcessOrder[] };

const step =
  <Entry>(pick: (loaded: Entries) => readonly Entry[], order: (entry: Entry, at: string) => ProcessOrder): Step =>
  (loaded, at) => {
    const all = pick(loaded);
    return { length: all.length, orders: (from, to) => all.slice(from, to).map((entry) => order(entry, at)) };
  };

// One stream at most once in a batch; what names another comes after it.
const steps: readonly Step[] = [
  step(
    ({ organisations }) => organisations,
    ({ parentId, ...founding }, at) =>
      orderTo(
        organisation,
        founding.organisationId,
        'RegisterOrganisation',
        { ...founding, parent: parentId === null ? null : { id: parentId } },
        at,
      ),
  ),
  step(
    ({ leadingUnits }) => leadingUnits,
    ({ clusterId, unitId, from }, at) => orderTo(organisation, clusterId, 'AppointLeadingUnit', { unit: { id: unitId }, from }, at),
  ),
  step(
    ({ groups }) => groups,
    (one, at) => orderTo(group, one.groupId, 'DefineGroup', { ...one, mentioned: [] }, at),
  ),
  step(
    ({ people }) => people,
    ({ unitId, ...entry }, at) => orderTo(person, entry.personId, 'RegisterPerson', { ...entry, unit: { id: unitId } }, at),
  ),
  step(
    ({ offices }) => offices,
    ({ organisationId, ...one }, at) =>
      orderTo(office, one.officeId, 'DefineOffice', { ...one, organisation: organisationId === null ? null : { id: organisationId } }, at),
  ),
  step(
    ({ holders }) => holders,
    ({ officeId, personId, from }, at) => orderTo(office, officeId, 'AssignOffice', { person: { id: personId }, from }, at),
  ),
];
