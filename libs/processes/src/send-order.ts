import { type Answer, type Command, handleCommand, type Platform, type ProcessOrder, Refusal } from '@laurel/event-sourcing';

/** A UUID that follows from names: `derivedUuid` of @laurel/runtime. */
export type DerivedUuid = (...names: readonly string[]) => string;

/** Who sends an order, how far it reaches, and what it follows from. */
export type Envelope = Pick<Command, 'id' | 'scope' | 'by' | 'correlationId' | 'traceparent'>;

export type SendOrder = (order: ProcessOrder, envelope: Envelope) => Promise<Answer>;

/** Sends a command that nobody typed and gives its answer; a refusal is one. Throws only faults and bugs. */
export const sendOrder =
  (platform: Platform): SendOrder =>
  async ({ aggregate, target, type, data, at }, envelope) => {
    try {
      // The id follows from the cause, not from the content, so there is nothing that a hash could compare.
      const { events } = await handleCommand(platform, aggregate, target, { type, data, at, hash: envelope.id, ...envelope });
      return { outcome: events.length > 0 ? 'DONE' : 'NOTHING' };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { outcome: 'REFUSED', reasons: error.reasons.map(({ code }) => code) };
    }
  };
