import type { Delivery } from './bus.js';

/** Mixes the keys of these deliveries and cuts them into batches; within a key the order stays. */
export const interleaved = (deliveries: readonly Delivery[], random: () => number): readonly (readonly Delivery[])[] => {
  const lines = new Map<string, Delivery[]>();
  for (const delivery of deliveries) lines.set(delivery.event.subject, [...(lines.get(delivery.event.subject) ?? []), delivery]);
  const waiting = [...lines.values()];
  const batches: Delivery[][] = [];
  while (waiting.length > 0) {
    const place = Math.floor(random() * waiting.length);
    const next = waiting[place]!.shift()!;
    if (waiting[place]!.length === 0) waiting.splice(place, 1);
    if (batches.length === 0 || random() < 0.2) batches.push([]);
    batches.at(-1)!.push(next);
  }
  return batches;
};

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export const randomFrom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};
