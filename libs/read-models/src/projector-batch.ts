import { categoryOf, type EventCatalogue, type EventCodec, type Recorded } from '@laurel/event-sourcing';
import { ChangeFailed } from './changed.js';
import { Fenced, type ReadModels } from './engine.js';
import { pace } from './pace.js';
import type { Member } from './projector-member.js';
import { type AnyChange, changesOf, filesOf, loadedFiles } from './projection.js';

export interface TakingBatch {
  readonly codec: EventCodec;
  readonly vocabulary: readonly EventCatalogue[];
  readonly readModels: ReadModels;
  readonly files?: (tenant: string, hash: string) => Promise<unknown>;
  readonly signal: AbortSignal;
  readonly wait: (ms: number) => Promise<void>;
}

/** What one projection will do with a batch. */
interface Plan {
  readonly member: Member;
  readonly steps: readonly { readonly event: Recorded; readonly changes: readonly AnyChange[] }[];
  /** Where its cursor goes; undefined when it stays. */
  readonly to: string | undefined;
  /** The event at which it stops, once what stands before it is done. */
  readonly stop?: { readonly event: Recorded; readonly error: unknown };
}

/**
 * Brings the members through a batch that ends at `to`, in one transaction; who stops or is fenced out leaves the set.
 * Gives those that have to wait for something of their own (a file, a key): they go on by themselves, the others do not wait for them.
 */
export const takeBatch = async (
  taking: TakingBatch,
  members: Set<Member>,
  events: readonly Recorded[],
  to: string,
): Promise<readonly Member[]> => {
  const prepare = preparation(taking);
  const waiting: Member[] = [];
  let plans: Plan[] = [];
  for (const member of members) {
    for (let pause = 50; ; pause = Math.min(2 * pause, 5000)) {
      const plan = await prepare(member, events, to);
      if (!('transient' in plan)) {
        plans.push(plan);
        break;
      }
      member.waits(plan.transient, plan.event);
      if (members.size > 1) {
        waiting.push(member);
        member.state = 'CATCHING_UP';
        break;
      }
      if (taking.signal.aborted) return [];
      await taking.wait(pause);
    }
  }
  for (let pause = 50; plans.length > 0 && !taking.signal.aborted; pause = Math.min(2 * pause, 5000)) {
    const failure = await commit(taking, plans);
    if (!failure) {
      for (const plan of plans) conclude(members, plan);
      break;
    }
    const { plan, error, event } = failure;
    if (plan && error instanceof Fenced) {
      plan.member.fenced();
      members.delete(plan.member);
      plans = plans.filter((one) => one !== plan);
    } else if (plan && event && error instanceof ChangeFailed) {
      plans = plans.map((one) => (one === plan ? cut(one, events, event, error) : one));
    } else {
      for (const one of plans) one.member.waits(error, event);
      await taking.wait(pause);
      plans = await open(taking.readModels, plans);
    }
  }
  return waiting;
};

const preparation = ({ codec, vocabulary, files }: TakingBatch) => {
  const catalogues = new Map(vocabulary.map((catalogue) => [catalogue.category, catalogue]));
  const decoded = new Map<Recorded, Promise<Recorded> | Recorded>();
  const loaded = new Map<string, Promise<unknown>>();
  const breathe = pace();
  const load = (tenant: string, hash: string): Promise<unknown> => {
    const name = JSON.stringify([tenant, hash]);
    const known = loaded.get(name);
    if (known) return known;
    if (!files) return Promise.reject(new Error(`file ${hash} cannot be read: the projector was given no files`));
    const loading = files(tenant, hash);
    loaded.set(name, loading);
    loading.catch(() => loaded.delete(name)); // another try may find it
    return loading;
  };
  const decode = (event: Recorded): Promise<Recorded> | Recorded => {
    const known = decoded.get(event);
    if (known) return known;
    const result = codec.decode(catalogues.get(categoryOf(event.stream))!, event);
    decoded.set(event, result);
    if (result instanceof Promise) result.then((value) => decoded.set(event, value)).catch(() => decoded.delete(event));
    return result;
  };

  return async (member: Member, events: readonly Recorded[], to: string): Promise<Plan | { transient: unknown; event: Recorded }> => {
    const { projection, owner } = member;
    const steps: Plan['steps'][number][] = [];
    if (owner.position !== undefined && to <= owner.position) return { member, steps, to: undefined };
    for (const stored of events) {
      if (owner.position !== undefined && stored.position <= owner.position) continue;
      if (!projection.handlers[categoryOf(stored.stream)]?.[stored.type]) continue;
      const pause = breathe();
      if (pause) await pause;
      const read = await readEvent(stored, decode);
      if ('error' in read) {
        if (!isDeterministic(read.error)) return { transient: read.error, event: stored };
        return cut({ member, steps, to }, events, stored, read.error);
      }
      const { event } = read;
      try {
        const hashes = filesOf(projection, event);
        const loading = await Promise.allSettled(hashes.map((hash) => load(event.metadata.tenant, hash)));
        const failed = loading.find((one) => one.status === 'rejected');
        if (failed) return { transient: failed.reason, event: stored };
        const given = new Map(hashes.map((hash, at) => [hash, (loading[at] as PromiseFulfilledResult<unknown>).value])); // none has failed
        const changes = changesOf(projection, event, loadedFiles(given));
        if (changes.length > 0) steps.push({ event: stored, changes });
      } catch (error) {
        return cut({ member, steps, to }, events, stored, error);
      }
    }
    return { member, steps, to };
  };
};

const readEvent = async (
  stored: Recorded,
  decode: (event: Recorded) => Promise<Recorded> | Recorded,
): Promise<{ event: Recorded } | { error: unknown }> => {
  try {
    const result = decode(stored);
    return { event: result instanceof Promise ? await result : result };
  } catch (error) {
    return { error };
  }
};

/** A bug, or data that no upcast fits, stays what it is; a key store that does not answer may answer later. */
const isDeterministic = (error: unknown): boolean =>
  error instanceof TypeError ||
  error instanceof RangeError ||
  error instanceof SyntaxError ||
  error instanceof ReferenceError ||
  (error instanceof Error && error.name.endsWith('ZodError'));

/** As far as the event, and no further. */
const cut = ({ member, steps }: Plan, events: readonly Recorded[], event: Recorded, error: unknown): Plan => {
  const before = events.findLast(({ position }) => position < event.position)?.position;
  const moves = before !== undefined && before > (member.owner.position ?? '');
  return {
    member,
    steps: steps.filter((step) => step.event.position < event.position),
    to: moves ? before : undefined,
    stop: { event, error },
  };
};

interface Failure {
  readonly error: unknown;
  readonly plan?: Plan;
  readonly event?: Recorded;
}

const commit = async ({ readModels }: TakingBatch, plans: readonly Plan[]): Promise<Failure | undefined> => {
  const moving = plans.filter(({ to }) => to !== undefined);
  if (moving.length === 0) return undefined;
  let at: { plan?: Plan; event?: Recorded } = {};
  try {
    await readModels.transaction(async (tx) => {
      for (const plan of moving) {
        at = { plan };
        await tx.advance(plan.member.owner, plan.to!); // first: whoever was fenced out is told so, and not what a change would meet
        for (const { event, changes } of plan.steps) {
          at = { plan, event };
          await tx.apply(plan.member.projection.into, event.metadata.tenant, changes);
        }
      }
      at = {};
    });
    return undefined;
  } catch (error) {
    return { error, ...at };
  }
};

const conclude = (members: Set<Member>, { member, steps, to, stop }: Plan): void => {
  if (to !== undefined) member.advanced(to, steps.at(-1)?.event);
  if (!stop) return;
  member.stops(stop.error, stop.event);
  members.delete(member);
};

/** After a commit whose outcome is not known: who stands at the end already is done. */
const open = async (readModels: ReadModels, plans: readonly Plan[]): Promise<Plan[]> =>
  Promise.all(
    plans.map(async (plan) => {
      const stands = await readModels.position(plan.member.name).catch(() => undefined);
      if (plan.to === undefined || stands !== plan.to) return plan;
      plan.member.advanced(plan.to, plan.steps.at(-1)?.event);
      return { ...plan, steps: [], to: undefined };
    }),
  );
