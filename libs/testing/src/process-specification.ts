import { expect } from '@jest/globals';
import {
  type Answer,
  categoryOf,
  type DomainEvent,
  type Files,
  type ProcessManager,
  type ProcessOrder,
  type Recorded,
} from '@laurel/event-sourcing';

type Told = Pick<ProcessOrder, 'target' | 'type' | 'data'>;

interface Options {
  /** Content hash → parsed JSON, for processes that read files. */
  readonly files?: Readonly<Record<string, unknown>>;
}

/**
 * Given these inputs, expect those orders: `processSpecification(opening).given(...history(…)).orders({ target, type, data })`, then
 * `.settles()` with the answers and what is outstanding next, until it `rests()`. All inputs concern one process. No runner, no store.
 */
export const processSpecification = <State, E extends DomainEvent>(process: ProcessManager<State, E>, { files = {} }: Options = {}) => {
  const filesOf = (state: State): Files => {
    const named = process.reads?.(state) ?? [];
    return {
      json: (hash) => {
        if (!named.includes(hash) || !(hash in files)) throw new Error(`file ${hash} was not named by \`reads\`, or is not there`);
        return files[hash];
      },
    };
  };

  const at = (state: State, ids: ReadonlySet<string>) => {
    const batch = () => process.outstanding(state, filesOf(state));
    return {
      state,
      /** Takes more inputs in. */
      given: (...inputs: readonly Recorded[]) => {
        const known = new Set(ids);
        return at(
          inputs.reduce((before, input) => taken(process, before, input, known), state),
          known,
        );
      },
      /** The next batch is this one. */
      orders: (...expected: readonly Told[]) => {
        expect(batch()?.orders.map(({ target, type, data }): Told => ({ target, type, data }))).toEqual(expected);
        return at(state, ids);
      },
      /** The next batch is answered, each order by its target; `DONE` where nothing else is said. */
      settles: (answers: Readonly<Record<string, Answer>> = {}) => {
        const sent = batch();
        if (!sent) throw new Error('nothing is outstanding');
        const given = sent.orders.map(({ target }) => ({ target, ...(answers[target] ?? { outcome: 'DONE' as const }) }));
        const count = (outcome: Answer['outcome']) => given.filter((one) => one.outcome === outcome).length;
        const refused = given.flatMap(({ target, outcome, reasons = [] }) => (outcome === 'REFUSED' ? [{ target, reasons }] : []));
        const data = { number: sent.number, done: count('DONE'), nothing: count('NOTHING'), refused };
        return at(process.evolve(state, { type: 'BatchSettled', data }), ids);
      },
      rests: () => expect(batch()).toBeUndefined(),
    };
  };
  return at(process.initial, new Set());
};

const taken = <State, E extends DomainEvent>(
  process: ProcessManager<State, E>,
  state: State,
  input: Recorded,
  known: Set<string>,
): State => {
  const reaction = process.inputs[categoryOf(input.stream)]?.[input.type]?.(input);
  if (!reaction) return state;
  known.add(reaction.process);
  if (known.size > 1) throw new Error(`these inputs concern several processes: ${[...known].join(', ')}`);
  return reaction.events(state).reduce<State>((before, event) => process.evolve(before, event), state);
};
