import type { RunningConsumer } from '@laurel/event-bus';
import type { Problem } from '@laurel/processes';
import { cursorName, type ProjectionHealth } from '@laurel/read-models';
import type { LedWork } from './led-work.js';
import type { Engines, ServiceDefinition, ServiceHealth } from './service.js';

interface Looked {
  readonly definition: ServiceDefinition;
  readonly engines: Engines;
  readonly consumers: readonly RunningConsumer[];
  readonly work: LedWork | undefined;
  /** What this process fills beside a leader that does not know it. */
  readonly filled: readonly ProjectionHealth[];
  readonly problems: readonly Problem[];
}

/** Ready while its engines answer and its read models are whole and current, whoever fills them. */
export const healthOf = async ({ definition, engines, consumers, work, filled, problems }: Looked): Promise<ServiceHealth> => {
  const silent = await silentEngines(engines);
  const projections = work ? work.projector.health() : silent.length > 0 ? [] : await followed(definition, engines, filled);
  const standing = [...problems, ...[work?.running, ...consumers, work?.relay, work?.ticker].flatMap((part) => part?.problems() ?? [])];
  return {
    ready: silent.length === 0 && projections.every(({ state }) => state === 'LIVE'),
    leads: work !== undefined,
    problems: [
      ...silent,
      ...projections.flatMap(({ name, problem, state }) =>
        problem
          ? [{ part: name, problem: problem.reason }]
          : state === 'FENCED'
            ? [{ part: name, problem: 'another process has taken it over' }]
            : work === undefined && state === 'CATCHING_UP'
              ? [{ part: name, problem: 'behind the log; the process that fills it tells more' }]
              : [],
      ),
      ...standing.map(({ part, problem }) => ({ part, problem })),
    ],
  };
};

/**
 * The projections as a process sees them that does not lead: current when they reach the head of this moment soon. Of what it fills itself
 * it knows what is wrong.
 */
export const followed = async (
  { projections }: ServiceDefinition,
  { store, readModels }: Engines,
  filled: readonly ProjectionHealth[] = [],
): Promise<readonly ProjectionHealth[]> => {
  const head = await store.head();
  return Promise.all(
    projections.map(async ({ into }): Promise<ProjectionHealth> => {
      const name = cursorName(into);
      const own = filled.find((one) => one.name === name && one.problem && one.state !== 'FENCED');
      if (own) return own;
      const current = head === undefined || (await readModels.waitFor(name, head, soonMs));
      return { name, state: current ? 'LIVE' : 'CATCHING_UP', position: await readModels.position(name), lagMs: 0, problem: undefined };
    }),
  );
};
const soonMs = 1_000;

/** An engine, and the cheapest thing to ask it. */
export interface Ping {
  readonly part: string;
  readonly ping: () => Promise<unknown>;
}

/** Of the engines without which no service answers. */
export const enginePings = ({ store, readModels }: Pick<Engines, 'store' | 'readModels'>): readonly Ping[] => [
  { part: 'event store', ping: () => store.head() },
  { part: 'read models', ping: () => readModels.position('health') },
];

const silentEngines = async (engines: Engines): Promise<readonly { readonly part: string; readonly problem: string }[]> => {
  const answers = await Promise.all(
    enginePings(engines).map(({ part, ping }) =>
      ping().then(
        () => undefined,
        (error: unknown) => ({ part, problem: error instanceof Error ? error.message : String(error) }),
      ),
    ),
  );
  return answers.flatMap((answer) => answer ?? []);
};
