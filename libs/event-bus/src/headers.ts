import type { PublishedEvent } from './published.js';

/** A record of a topic in CloudEvents' binary mode: attributes as headers, the data as the value. */
export interface BinaryRecord {
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: string;
}

/** A published event as a broker keeps it. `fromRecord` gives the same event back. */
export const toRecord = (event: PublishedEvent): BinaryRecord => {
  // Written out: names that are put together anew for each event cost a relay more than all else that it does itself.
  const headers: Readonly<Record<HeaderName, string>> = {
    'content-type': 'application/json',
    ce_specversion: '1.0',
    ce_id: event.id,
    ce_source: event.source,
    ce_type: event.type,
    ce_subject: event.subject,
    ce_time: event.time,
    ce_businesstime: event.businesstime,
    ce_tenant: event.tenant,
    ce_sequence: event.sequence,
    ce_partitionkey: event.partitionkey,
    ce_dataschema: event.dataschema,
    ce_dataclassification: event.dataclassification,
    ce_correlationid: event.correlationid,
    ce_causationid: event.causationid,
  };
  return {
    key: event.subject,
    headers: event.traceparent === undefined ? headers : { ...headers, ce_traceparent: event.traceparent },
    value: JSON.stringify(event.data),
  };
};

type HeaderName = 'content-type' | `ce_${'specversion' | Exclude<keyof PublishedEvent, 'data' | 'traceparent'>}`;

/** Throws `TypeError` for what is no published event of ours. */
export const fromRecord = ({ headers, value }: Omit<BinaryRecord, 'key'>): PublishedEvent => {
  const attributes = Object.fromEntries(
    Object.entries(headers).flatMap(([name, text]) => (name.startsWith('ce_') && name !== 'ce_specversion' ? [[name.slice(3), text]] : [])),
  );
  const missing = required.find((name) => !attributes[name]);
  if (missing) throw new TypeError(`a record without ce_${missing} is no published event`);
  return { ...attributes, data: JSON.parse(value) as unknown } as unknown as PublishedEvent; // every attribute was just looked for
};

const required = [
  'id',
  'source',
  'type',
  'subject',
  'time',
  'businesstime',
  'tenant',
  'sequence',
  'partitionkey',
  'dataschema',
  'dataclassification',
  'correlationid',
  'causationid',
] as const satisfies readonly (keyof PublishedEvent)[];
