import { cursorName } from './declaration.js';
import type { ReadModels } from './engine.js';
import { type Member, member, type ProjectionProblem } from './projector-member.js';
import type { AnyProjection } from './projection.js';

interface Dependencies {
  readonly readModels: ReadModels;
  /** Those at work; one that was rebuilt stands where the old one stood. */
  readonly members: Member[];
  readonly signal: AbortSignal;
  readonly onProblem?: (problem: ProjectionProblem) => void;
}

export interface Rebuilds {
  /** What a process that died has left half built. */
  clearAway(): Promise<void>;
  /** The member that builds beside, from the beginning; `done` when it has taken its place. */
  of(name: string): Promise<{ readonly member: Member; readonly done: Promise<void> }>;
  /** Between two batches of a lane at the head: what was built beside takes its place, both standing at one event. */
  putInPlace(lane: Set<Member>): Promise<void>;
}

interface Rebuild {
  readonly projection: AnyProjection;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

export const rebuilds = ({ readModels, members, signal, onProblem }: Dependencies): Rebuilds => {
  const underWay = new Map<Member, Rebuild>();

  const putInPlace = async (lane: Set<Member>, beside: Member, { projection, done, failed }: Rebuild): Promise<void> => {
    underWay.delete(beside);
    lane.delete(beside);
    const at = members.findIndex((one) => one.projection === projection);
    const old = members[at]!;
    try {
      await readModels.replace(projection.into, beside.projection.into);
      const anew = member(projection, await readModels.acquire(old.name), onProblem);
      anew.arrived();
      lane.delete(old);
      members[at] = anew;
      lane.add(anew);
      done();
    } catch (error) {
      failed(error);
    }
  };

  return {
    clearAway: async () => {
      const left = await readModels.versions();
      for (const each of left) if (members.some(({ projection }) => isBeside(each.name, projection.into.name))) await readModels.drop(each);
    },
    of: async (name) => {
      const projection = members.find((one) => one.projection.into.name === name)?.projection;
      if (!projection) throw new RangeError(`${name} is no read model that is built from this log`);
      if ([...underWay.values()].some((one) => one.projection === projection)) throw new RangeError(`${name} is being rebuilt already`);
      const into = { ...projection.into, name: besideOf(name) };
      let underway: Rebuild | undefined;
      const done = new Promise<void>((resolve, reject) => {
        underway = { projection, done: resolve, failed: reject };
      });
      await readModels.open([into]);
      const beside = member({ ...projection, into }, await readModels.acquire(cursorName(into)), (problem) => {
        if (problem.stopped)
          underway!.failed(
            new Error(
              `${name} cannot be rebuilt: ${problem.reason} (${problem.type ?? 'no event'} at ${problem.position ?? 'no position'})`,
            ),
          );
        else onProblem?.({ ...problem, projection: `${name}, being rebuilt` });
      });
      const abandon = (): void => underway!.failed(new Error(`${name} is not rebuilt: the service stops`));
      signal.addEventListener('abort', abandon, { once: true });
      underWay.set(beside, underway!);
      return {
        member: beside,
        done: done
          .catch(async (error: unknown) => {
            underWay.delete(beside);
            if (!signal.aborted) await readModels.drop(into);
            throw error;
          })
          .finally(() => signal.removeEventListener('abort', abandon)),
      };
    },
    putInPlace: async (lane) => {
      for (const one of [...lane]) {
        const rebuild = underWay.get(one);
        if (rebuild) await putInPlace(lane, one, rebuild);
      }
    },
  };
};

// A name of its own each time: indexes keep it after the documents have taken their place.
const besideOf = (name: string): string => `${name}-rebuilt-${Date.now().toString(36)}`;
const isBeside = (name: string, of: string): boolean => name.startsWith(`${of}-rebuilt-`);
