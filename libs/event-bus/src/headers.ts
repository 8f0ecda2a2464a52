import type { PublishedEvent } from './published.js';

/** A record of a topic in CloudEvents' binary mode: attributes as headers, the data as the value. */
export interface BinaryRecord {
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: string;
}

export const toRecord = ({ data, ...attributes }: PublishedEvent): BinaryRecord => ({
  key: attributes.subject,
  headers: {
    'content-type': 'application/json',
    ce_specversion: '1.0',
    ...Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`ce_${name}`, value])),
  },
  value: JSON.stringify(data),
});

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
