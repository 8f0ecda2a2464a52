import { dataSchemaOf, type PublishedContract, readWireType, wireTypeOf } from '@laurel/contracts';
import type { Recorded } from '@laurel/event-sourcing';
import { personalPlan } from '@laurel/personal-data';
import type { z } from 'zod';
import type { DataClassification, Outgoing, PublishedEvent } from './published.js';

/**
 * The n-th published event of a recorded one. What the contract does not know of the data stays inside.
 * Throws `ZodError` when the data is not of the contract's shape, `TypeError` when the contract has no such type.
 */
export const toPublished = (service: string, event: Recorded, outgoing: Outgoing, n: number): PublishedEvent => {
  const { metadata, stream, revision, recordedAt } = event;
  const type = wireTypeOf(outgoing.contract, outgoing.type);
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
    dataclassification: isPersonal(outgoing) ? 'personal' : (outgoing.dataclassification ?? openness(outgoing)),
    correlationid: metadata.correlationId,
    causationid: metadata.causationId,
    ...(metadata.traceparent && { traceparent: metadata.traceparent }),
    // Ciphertext is not of the schema of what it hides.
    data: isPersonal(outgoing) ? outgoing.data : outgoing.contract.schemas[outgoing.type]!.parse(outgoing.data),
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

/** What a published event says in the words of its contract. Undefined when no contract knows the type; throws `NewerThanKnown`. */
export const fromPublished = (event: PublishedEvent, contracts: readonly PublishedContract[]): Understood | undefined => {
  const found = readWireType(contracts, event.type);
  if (!found) {
    if (readWireType(contracts, event.type.replace(/\.v\d+$/, '.v1')))
      throw new NewerThanKnown(`${event.type} is newer than this build knows`);
    return undefined;
  }
  const { contract, type, version } = found;
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

const isPersonal = ({ contract, type }: Outgoing): boolean => {
  const schema = contract.schemas[type]!;
  const known = personalSchemas.get(schema) ?? personalPlan(schema) !== undefined;
  personalSchemas.set(schema, known);
  return known;
};
const personalSchemas = new WeakMap<z.ZodType, boolean>();

const openness = ({ contract, type }: Outgoing): DataClassification => contract.types[type]!.openness ?? 'internal';
