/** One line for each name within a house: whoever joins waits for those before, and leaves by calling what it was given. */
export const waitingLine = <House extends object>() => {
  const houses = new WeakMap<House, Map<string, Promise<void>>>();
  return {
    join: async (house: House, name: string): Promise<() => void> => {
      const lines = houses.get(house) ?? new Map<string, Promise<void>>();
      houses.set(house, lines);
      const before = lines.get(name);
      let left!: () => void;
      const mine = new Promise<void>((resolve) => (left = resolve));
      lines.set(name, mine);
      await before;
      return () => {
        if (lines.get(name) === mine) lines.delete(name); // nobody stands behind
        left();
      };
    },
  };
};
