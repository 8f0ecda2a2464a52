import { type Command, handleCommand, type Platform, type Recorded, streamOf } from '@laurel/event-sourcing';
import { newEventId } from '@laurel/runtime';
import { codeReservation, codeStream } from './code.decider.js';
import type { CodeEvent } from './code.events.js';

/** How long a reservation waits for the stream that it was made for. */
const patienceMs = 60_000;

/**
 * Reserves a code for a stream that is about to begin; harmless to repeat. Throws `Refusal` CODE_TAKEN or BAD_CODE.
 * A holder that never began is no holder: its reservation is taken over once it has had time to begin.
 */
export const reserveCode = async (
  platform: Platform,
  code: string,
  holder: string,
  order: Pick<Command, 'at' | 'scope' | 'by' | 'correlationId'>,
): Promise<void> => {
  const target = codeStream(order.scope.tenant, code);
  const abandonedBy = await abandonedHolder(platform, streamOf(codeReservation.events.category, target), holder);
  // An id of its own: an earlier success says nothing about who holds it now.
  const id = newEventId();
  const data = { code, holder, ...(abandonedBy !== undefined && { abandonedBy }) };
  await handleCommand(platform, codeReservation, target, {
    ...order,
    type: 'ReserveCode',
    id,
    hash: id,
    scope: { tenant: order.scope.tenant },
    data,
  });
};

const abandonedHolder = async ({ store }: Platform, stream: string, holder: string): Promise<string | undefined> => {
  for await (const last of store.readStream(stream, { backwards: true, limit: 1 })) {
    const { data, recordedAt } = last as Recorded<CodeEvent>; // a category of our own, without personal fields or upcasts
    if (data.holder === holder || Date.now() - Date.parse(recordedAt) < patienceMs) return undefined;
    for await (const _ of store.readStream(data.holder, { limit: 1 })) return undefined;
    return data.holder;
  }
  return undefined;
};
