import { type Aggregate, assertNever, type Command, defineReasons, type Reason } from '@laurel/event-sourcing';
import { must } from '../must.js';
import { notThere, type Reference } from '../reference.js';
import { type Founded, type Ordered, type ReorganisationEvent, reorganisationEvents } from './reorganisation.events.js';

type Order<Data> = Data & { readonly reorganisationId: string; readonly on: string; readonly basis?: string | undefined };

/** A successor is one that stands already, or one that begins with it. */
export interface Successors {
  readonly standing: readonly Reference[];
  readonly founded: readonly (Omit<Founded, 'parentId'> & { readonly parent: Reference | null })[];
}

export type ReorganisationCommand =
  | Command<
      'MergeOrganisations',
      Order<{ readonly predecessors: readonly (Reference & { readonly share: 'WHOLE' | 'PART' })[]; readonly successor: Successors }>
    >
  | Command<'SplitOrganisation', Order<{ readonly predecessor: Reference; readonly successors: Successors; readonly goesOn: boolean }>>;

export type Reorganisation = { readonly status: 'NOT_ORDERED' } | { readonly status: 'ORDERED'; readonly ordered: Ordered };

const because = defineReasons({
  TOO_FEW_PREDECESSORS: () => ({
    vi: 'Sáp nhập cần ít nhất một tổ chức chấm dứt hoạt động.',
    en: 'A merger needs at least one organisation that ends.',
  }),
  ONE_SUCCESSOR_NEEDED: () => ({ vi: 'Sáp nhập có đúng một tổ chức kế thừa.', en: 'A merger has exactly one successor.' }),
  TOO_FEW_SUCCESSORS: () => ({ vi: 'Chia tách cần ít nhất hai tổ chức kế thừa.', en: 'A split needs at least two successors.' }),
  NAMED_TWICE: ({ id }: { id: string }) => ({
    vi: `Tổ chức ${id} được nêu hai lần. Tổ chức tiếp tục tồn tại chỉ là bên kế thừa.`,
    en: `Organisation ${id} is named twice. One that lives on is the successor only.`,
  }),
  ALREADY_ENDS_OTHERWISE: ({ id, endedOn }: { id: string; endedOn: string }) => ({
    vi: `Tổ chức ${id} đã chấm dứt hoạt động từ ${endedOn}.`,
    en: `Organisation ${id} ends on ${endedOn} already.`,
  }),
  PREDECESSOR_TOO_YOUNG: ({ id, from }: { id: string; from: string }) => ({
    vi: `Tổ chức ${id} mới thành lập ngày ${from}.`,
    en: `Organisation ${id} was founded on ${from} only.`,
  }),
});

const decide = (command: ReorganisationCommand, state: Reorganisation): readonly ReorganisationEvent[] => {
  if (state.status === 'ORDERED') return [];
  switch (command.type) {
    case 'MergeOrganisations': {
      const { predecessors, successor, ...order } = command.data;
      return ordered({ ...order, how: 'MERGED', goesOn: false }, predecessors, successor, [
        predecessors.length === 0 ? because('TOO_FEW_PREDECESSORS') : undefined,
        count(successor) === 1 ? undefined : because('ONE_SUCCESSOR_NEEDED'),
      ]);
    }
    case 'SplitOrganisation': {
      const { predecessor, successors, goesOn, ...order } = command.data;
      return ordered({ ...order, how: 'SPLIT', goesOn }, [{ ...predecessor, share: 'PART' }], successors, [
        count(successors) < (goesOn ? 1 : 2) ? because('TOO_FEW_SUCCESSORS') : undefined,
      ]);
    }
    default:
      return assertNever(command);
  }
};

const count = ({ standing, founded }: Successors): number => standing.length + founded.length;

const ordered = (
  order: Order<Pick<Ordered, 'how' | 'goesOn'>>,
  predecessors: readonly (Reference & { readonly share: 'WHOLE' | 'PART' })[],
  { standing, founded }: Successors,
  reasons: readonly (Reason | undefined)[],
): readonly ReorganisationEvent[] => {
  const ids = [...predecessors, ...standing].map(({ id }) => id).concat(founded.map(({ organisationId }) => organisationId));
  const parents = founded.flatMap(({ parent }) => (parent ? [parent] : []));
  must(
    ...reasons,
    ...[...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))].map((id) => because('NAMED_TWICE', { id })),
    ...predecessors.map((one) => notEnding(one, order.on)),
    ...[...standing, ...parents].map((one) => notThere(one, order.on)),
  );
  const founding = founded.map(({ parent, ...rest }): Founded => ({ ...rest, parentId: parent?.id ?? null }));
  const into = [...standing.map(({ id }) => id), ...founding.map(({ organisationId }) => organisationId)];
  const data = { ...order, predecessors: predecessors.map(({ id, share }) => ({ id, share })), successors: into, founded: founding };
  return [{ type: 'ReorganisationOrdered', data: data as Ordered }]; // neither list is empty: refused above
};

/** It must stand on the day before, and may have been ended for that very day: its parts can go several ways. */
const notEnding = ({ id, seen }: Reference, day: string): Reason | undefined => {
  if (seen === undefined || seen === 'UNKNOWN') return notThere({ id, ...(seen && { seen }) }, day);
  if (seen.to !== undefined && seen.to !== day) return because('ALREADY_ENDS_OTHERWISE', { id, endedOn: seen.to });
  return seen.from !== undefined && day <= seen.from ? because('PREDECESSOR_TOO_YOUNG', { id, from: seen.from }) : undefined;
};

const evolve = (_: Reorganisation, event: ReorganisationEvent): Reorganisation => ({ status: 'ORDERED', ordered: event.data });

export const reorganisation: Aggregate<ReorganisationCommand, Reorganisation, ReorganisationEvent> = {
  events: reorganisationEvents,
  decider: { initial: { status: 'NOT_ORDERED' }, decide, evolve },
  owner: (state) => (state.status === 'NOT_ORDERED' ? undefined : { units: state.ordered.predecessors.map(({ id }) => id) }),
  creates: ['MergeOrganisations', 'SplitOrganisation'],
  needs: { MergeOrganisations: 'organisation.reorganise', SplitOrganisation: 'organisation.reorganise' },
};
