import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { asyncApiOf } from './async-api.js';
import { contracts } from './contracts.js';

const document = asyncApiOf(contracts);

/** Every `$ref` of a document. */
const references = (part: unknown): readonly string[] =>
  typeof part === 'object' && part !== null
    ? Object.entries(part).flatMap(([key, value]) => (key === '$ref' ? [String(value)] : references(value)))
    : [];

const resolve = (pointer: string): unknown =>
  pointer
    .slice(2)
    .split('/')
    .reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], document);

describe('the AsyncAPI document', () => {
  it('has a channel a context, named as its topic, with every event in it', () => {
    expect(document).toMatchObject({
      asyncapi: '3.0.0',
      channels: { directory: { address: 'laurel.directory.v1' } },
      operations: { directoryPublishes: { action: 'send', channel: { $ref: '#/channels/directory' } } },
    });
    for (const context of new Set(contracts.map((contract) => contract.context))) {
      const events = contracts.filter((contract) => contract.context === context).flatMap(({ types }) => Object.keys(types));
      expect(Object.keys(resolve(`#/channels/${context}/messages`) as object)).toHaveLength(events.length);
      expect(resolve(`#/operations/${context}Publishes/messages`)).toHaveLength(events.length);
    }
  });

  it('refers to nothing that is not there', () => {
    const all = references(document);
    expect(all.length).toBeGreaterThan(50);
    const broken = all.filter((ref) =>
      ref.startsWith('#') ? resolve(ref) === undefined : !existsSync(join(import.meta.dirname, '..', ref)),
    );
    expect(broken).toEqual([]);
  });

  it('names the headers of CloudEvents, all of them required but the trace', () => {
    const { required, properties } = resolve('#/components/schemas/cloudEvent') as { required: string[]; properties: object };
    expect(Object.keys(properties).filter((name) => !required.includes(name))).toEqual(['ce_traceparent']);
  });
});
