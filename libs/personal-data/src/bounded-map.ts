/** A map that forgets what was not asked for longest. */
export const boundedMap = <Key, Value>(bound: number) => {
  const entries = new Map<Key, Value>();
  return {
    get: (key: Key): Value | undefined => {
      const value = entries.get(key);
      if (value === undefined) return undefined;
      entries.delete(key);
      entries.set(key, value);
      return value;
    },
    set: (key: Key, value: Value): void => {
      entries.delete(key);
      entries.set(key, value);
      if (entries.size > bound) entries.delete(entries.keys().next().value as Key); // it is not empty
    },
    delete: (key: Key): void => void entries.delete(key),
    clear: (): void => entries.clear(),
  };
};
