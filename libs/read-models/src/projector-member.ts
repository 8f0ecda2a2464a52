import type { Recorded } from '@laurel/event-sourcing';
import { cursorName } from './declaration.js';
import type { Ownership, ReadModels } from './engine.js';
import type { AnyProjection } from './projection.js';

export interface ProjectionProblem {
  readonly projection: string;
  /** Of the event at which it stands; undefined where the trouble is not an event's. */
  readonly position: string | undefined;
  readonly type: string | undefined;
  readonly reason: string;
  /** True: it goes on after a fix (a new start) or a rebuild. False: it tries again by itself. */
  readonly stopped: boolean;
}

export interface ProjectionHealth {
  readonly name: string;
  readonly state: 'CATCHING_UP' | 'LIVE' | 'STOPPED' | 'FENCED';
  readonly position: string | undefined;
  /** Age of the last event it has taken while it is not at the head, real time; 0 at the head. */
  readonly lagMs: number;
  readonly problem: ProjectionProblem | undefined;
}

/** One projection at work. The only thing of the projector that changes. */
export interface Member {
  readonly projection: AnyProjection;
  readonly name: string;
  owner: Ownership;
  state: ProjectionHealth['state'];
  problem: ProjectionProblem | undefined;
  lastRecordedAt: string | undefined;
  /** After a commit. */
  advanced(to: string, last: Recorded | undefined): void;
  /** At the head of the log. */
  arrived(): void;
  /** Something will be tried again. */
  waits(error: unknown, event: Recorded | undefined): void;
  stops(error: unknown, event: Recorded): void;
  fenced(): void;
  reached(readModels: ReadModels, position: string, timeoutMs: number): Promise<boolean>;
}

export const member = (
  projection: AnyProjection,
  owner: Ownership,
  onProblem: (problem: ProjectionProblem) => void = () => undefined,
): Member => {
  let halt: () => void = () => undefined;
  const halted = new Promise<false>((resolve) => {
    halt = () => resolve(false);
  });
  const tell = (one: Member, error: unknown, event: Recorded | undefined, stopped: boolean) => {
    const reason = error instanceof Error ? error.message : String(error);
    const problem = { projection: one.name, position: event?.position, type: event?.type, reason, stopped };
    const news = one.problem?.reason !== reason || one.problem.stopped !== stopped;
    one.problem = problem;
    if (news) onProblem(problem);
  };
  return {
    projection,
    name: cursorName(projection.into),
    owner,
    state: 'CATCHING_UP',
    problem: undefined,
    lastRecordedAt: undefined,
    advanced(to, last) {
      this.owner = { ...this.owner, position: to };
      this.lastRecordedAt = last?.recordedAt ?? this.lastRecordedAt;
      this.problem = undefined;
    },
    arrived() {
      this.state = 'LIVE';
    },
    waits(error, event) {
      tell(this, error, event, false);
    },
    stops(error, event) {
      this.state = 'STOPPED';
      tell(this, error, event, true);
      halt();
    },
    fenced() {
      this.state = 'FENCED';
      tell(this, 'another projector has taken over', undefined, true);
      halt();
    },
    reached(readModels, position, timeoutMs) {
      if ((this.owner.position ?? '') >= position) return Promise.resolve(true);
      if (this.state === 'STOPPED' || this.state === 'FENCED') return Promise.resolve(false); // asking would outlast the answer
      return Promise.race([readModels.waitFor(this.name, position, timeoutMs), halted]);
    },
  };
};

export const health = ({ name, state, owner, lastRecordedAt, problem }: Member): ProjectionHealth => ({
  name,
  state,
  position: owner.position,
  lagMs: state === 'LIVE' && !problem ? 0 : lastRecordedAt === undefined ? 0 : Math.max(0, Date.now() - Date.parse(lastRecordedAt)),
  problem,
});
