import { boundedMap, type SubjectKey } from '@laurel/personal-data';

/** Keys in memory, given out only while it is known that nobody was erased since. */
export interface RememberedKeys {
  byId(id: string): SubjectKey | undefined;
  bySubject(name: string): SubjectKey | undefined;
  /** `asked`: what `asking` gave before the key was read. What was forgotten meanwhile stays forgotten. */
  remember(key: SubjectKey, name: string | undefined, asked: number): SubjectKey;
  /** Stands for this moment. */
  asking(): number;
  forget(): void;
  /**
   * Asks how many erasures there were, unless that is known since less than `trustedMs`, and forgets everything if it is another number.
   * True where what is remembered may be given out now; false when the answer came too late for that.
   */
  trust(): Promise<boolean>;
}

export interface RememberedKeysOptions {
  readonly erasures: () => Promise<number>;
  readonly cached: number;
  readonly trustedMs: number;
  /** After so long without a question nothing stays in memory. */
  readonly idleMs: number;
}

export const rememberedKeys = ({ erasures, cached, trustedMs, idleMs }: RememberedKeysOptions): RememberedKeys => {
  const byId = boundedMap<string, SubjectKey>(cached);
  const bySubject = boundedMap<string, SubjectKey>(cached);
  let forgotten = 0;
  let known: number | undefined;
  let trustedUntil = -Infinity;
  let looking: Promise<void> | undefined;
  let idle: NodeJS.Timeout | undefined;

  const isTrusted = () => performance.now() < trustedUntil;
  const forget = () => {
    forgotten++;
    byId.clear();
    bySubject.clear();
  };
  const look = async (): Promise<void> => {
    const began = performance.now(); // an erasure that is answered later is not in what we hear
    const count = await erasures();
    if (count !== known) forget();
    known = count;
    trustedUntil = began + trustedMs;
    clearTimeout(idle);
    idle = setTimeout(forget, idleMs).unref();
  };
  return {
    byId: byId.get,
    bySubject: bySubject.get,
    remember: (key, name, asked) => {
      if (asked !== forgotten) return key;
      byId.set(key.id, key);
      if (name !== undefined) bySubject.set(name, key);
      return key;
    },
    asking: () => forgotten,
    forget,
    trust: async () => {
      if (!isTrusted()) {
        looking ??= look().finally(() => (looking = undefined));
        await looking;
      }
      return isTrusted();
    },
  };
};
