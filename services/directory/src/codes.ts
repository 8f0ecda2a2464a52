import {
  type Aggregate,
  type Command,
  defineReasons,
  type DomainEvent,
  load,
  type Platform,
  reserveAll,
  type Reserving,
  streamOf,
} from '@laurel/event-sourcing';
import { must } from './must.js';

export const because = defineReasons({
  BAD_CODE: () => ({
    vi: 'Mã chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối, ví dụ “phong-noi-vu”.',
    en: 'A code has small letters, digits and hyphens, such as “phong-noi-vu”.',
  }),
  CODE_TAKEN: ({ code }: { code: string }) => ({ vi: `Mã “${code}” đã được dùng.`, en: `The code “${code}” is taken.` }),
});

/** Small letters, digits and hyphens. */
export const isCode = (text: string): boolean => text.length <= 80 && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(text);

/**
 * Holds codes for a stream that is about to begin; harmless to repeat. Throws `Refusal` BAD_CODE or CODE_TAKEN.
 * Organisations, groups and offices share one space, so that a document's name means one thing.
 */
export const holdCodes = async (platform: Platform, codes: readonly string[], holder: string, order: Reserving): Promise<void> => {
  must(codes.every(isCode) ? undefined : because('BAD_CODE'));
  const names = codes.map((name) => ({ kind: 'code', name }));
  const taken = await reserveAll(platform, names, holder, order);
  must(...taken.map(({ name }) => because('CODE_TAKEN', { code: name })));
};

/** Holds the codes of a thing that an order begins. One that would be refused holds none, nor does a repeat. */
export const holdCodesFor = async <C extends Command, State, E extends DomainEvent>(
  platform: Platform,
  aggregate: Aggregate<C, State, E>,
  id: string,
  order: C,
  codes: readonly string[],
): Promise<void> => {
  if (await load(platform, aggregate, id, { tenant: order.scope.tenant })) return;
  aggregate.decider.decide(order, aggregate.decider.initial);
  await holdCodes(platform, codes, streamOf(aggregate.events.category, id), order);
};
