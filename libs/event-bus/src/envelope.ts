import { classificationOf, dataSchemaOf, type PublishedContract, readWireType, wireSchemaOf, wireTypeOf } from '@laurel/contracts';
import type { Recorded } from '@laurel/event-sourcing';
import type { Outgoing, PublishedEvent } from './published.js';

/**
 * The n-th published event of a recorded one. Throws `ZodError` when its data is not what the contract lets travel: a field that it does not
 * know, a personal field in clear; `TypeError` when the contract has no such type.
 */
export const toPublished = (service: string, event: Recorded, outgoing: Outgoing, n: number): PublishedEvent => {
  const { metadata, stream, revision, recordedAt } = event;
  const { contract, dataclassification } = outgoing;
  const type = wireTypeOf(contract, outgoing.type);
  const classification = classificationOf(contract, outgoing.type);
  return {
    id: `${metadata.id}.${n}`,
    source: `/laurel/${service}`,
    type,
    subject: stream,
    time: recordedAt,
    businesstime: metadata.at,
    tenant: metadata.tenant,
    sequence: `${String(revision).padStart(10, '0')}.${String(n).padStart(3, '0')}`,
    partitionkey: stream,
    dataschema: dataSchemaOf(type),
    dataclassification: classification === 'personal' ? classification : (dataclassification ?? classification),
    correlationid: metadata.correlationId,
    causationid: metadata.causationId,
    ...(metadata.traceparent && { traceparent: metadata.traceparent }),
    data: wireSchemaOf(contract, outgoing.type).parse(outgoing.data),
  };
};

export interface Understood {
  readonly contract: PublishedContract;
  /** As it was published: not upcast, personal fields still ciphertext. `EventCodec.decode` does both, by the contract. */
  readonly event: Recorded;
}

/** A version of an event that this build is too old for. */
export class NewerThanKnown extends Error {
  override readonly name = 'NewerThanKnown';
  readonly code = 'NEWER_THAN_KNOWN';
}

/** What a published event is called in its contract. */
export interface Named {
  readonly contract: PublishedContract;
  readonly type: string;
  /** Undefined: it is newer than this build knows. */
  readonly version: number | undefined;
}

/** Undefined when no contract knows the type. */
export const namedIn = (contracts: readonly PublishedContract[], { type }: PublishedEvent): Named | undefined => {
  const known = readWireType(contracts, type);
  if (known) return known;
  const first = readWireType(contracts, type.replace(/\.v\d+$/, '.v1'));
  return first && { ...first, version: undefined };
};

/** What a published event says in the words of its contract, whoever says it: `misfitOf` tells whether it may. Throws `NewerThanKnown`. */
export const fromPublished = (event: PublishedEvent, { contract, type, version }: Named): Understood => {
  if (version === undefined) throw new NewerThanKnown(`${event.type} is newer than this build knows`);
  const recorded: Recorded = {
    type,
    data: event.data,
    stream: event.subject,
    revision: Number(event.sequence.slice(0, event.sequence.indexOf('.'))),
    position: event.sequence, // of the key only: positions do not leave a store
    version,
    recordedAt: event.time,
    metadata: {
      id: event.id,
      at: event.businesstime,
      tenant: event.tenant,
      actor: { process: event.source },
      causationId: event.causationid,
      causationHash: '',
      correlationId: event.correlationid,
      ...(event.traceparent && { traceparent: event.traceparent }),
    },
  };
  return { contract, event: recorded };
};
