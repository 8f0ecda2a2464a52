import { describe, expect, it } from '@jest/globals';
import { definePublished, type PublishedContract } from '@laurel/contracts';
import { personal } from '@laurel/event-sourcing';
import { history, parcelContract, plainCodec } from '@laurel/testing';
import { z } from 'zod';
import { fromPublished, namedIn } from './envelope.js';
import { fromRecord, type PublishedEvent, toPublished, toRecord } from './index.js';

const [recorded] = history('parcel-a', { type: 'ParcelSent', data: { n: 1 } });
const outgoing = { contract: parcelContract, type: 'ParcelSent', data: { n: 1 } };
const v2 = definePublished('post', 'parcel', {
  ParcelSent: {
    version: 2,
    summary: 'Sent.',
    schema: z.object({ n: z.int(), heavy: z.boolean() }),
    example: { n: 1, heavy: false },
    upcasts: [(data: { n: number }) => ({ ...data, heavy: false })],
  },
});
const sealed = 'lpd1.01h2xcejqtf2nbrexx3vqjhp60.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAA';
const naming = {
  contract: definePublished('post', 'sender', {
    SenderNamed: {
      version: 1,
      summary: 'Named.',
      schema: z.object({ id: z.string(), name: personal(z.string(), { subject: 'id', erased: '' }) }),
      example: { id: 'per_1', name: sealed },
    },
  }),
  type: 'SenderNamed',
};
const read = (event: PublishedEvent, contracts: readonly PublishedContract[]) => fromPublished(event, namedIn(contracts, event)!);

describe('the envelope', () => {
  it('is read back in the words of the contract, without a position of another store', () => {
    const understood = read(toPublished('post', recorded!, outgoing, 0), [parcelContract]);
    expect(understood).toEqual({
      contract: parcelContract,
      event: {
        type: 'ParcelSent',
        data: { n: 1 },
        stream: 'parcel-a',
        revision: 0,
        position: '0000000000.000',
        version: 1,
        recordedAt: '2021-01-22T01:00:00.000Z',
        metadata: {
          id: 'event-0.0',
          at: '2021-01-22T01:00:00.000Z',
          tenant: 'ba-dinh',
          actor: { process: '/laurel/post' },
          causationId: 'cmd-0',
          causationHash: '',
          correlationId: 'req_1',
        },
      },
    });
  });

  it('leads an older version to the newest', async () => {
    const old = read(toPublished('post', recorded!, outgoing, 0), [v2]);
    expect(await plainCodec.decode(v2, old.event)).toMatchObject({ version: 2, data: { n: 1, heavy: false } });
  });

  it('does not guess at a version that is newer than this build', () => {
    const newer = toPublished('post', recorded!, { contract: v2, type: 'ParcelSent', data: { n: 1, heavy: true } }, 0);
    expect(namedIn([parcelContract], newer)).toEqual({ contract: parcelContract, type: 'ParcelSent', version: undefined });
    expect(() => read(newer, [parcelContract])).toThrow('vn.laurel.post.parcel-sent.v2 is newer than this build knows');
  });

  it('is none of ours when no contract knows it', () => expect(namedIn([], toPublished('post', recorded!, outgoing, 0))).toBeUndefined());

  it('lets out what the contract knows and nothing else', () => {
    expect(() => toPublished('post', recorded!, { ...outgoing, data: { n: 1, note: 'for us only' } }, 0)).toThrow('note');
    expect(() => toPublished('post', recorded!, { ...outgoing, data: { n: 'one' } }, 0)).toThrow();
  });

  it('is personal when a field is, whatever the mapping says', () => {
    const data = { id: 'per_1', name: sealed };
    const event = toPublished('post', recorded!, { ...naming, data, dataclassification: 'public' }, 0);
    expect([event.dataclassification, event.data]).toEqual(['personal', data]);
    expect(toPublished('post', recorded!, outgoing, 0).dataclassification).toBe('public');
  });

  it('does not let out a name in clear, nor what stands beside a name', () => {
    const sent = (data: unknown) => () => toPublished('post', recorded!, { ...naming, data }, 0);
    expect(sent({ id: 'per_1', name: 'Người Mẫu 01' })).toThrow('lpd');
    expect(sent({ id: 'per_1', name: sealed, birthDate: '1985-01-01' })).toThrow('birthDate');
  });

  it('travels as headers and a value, and comes back the same', () => {
    const event = toPublished('post', recorded!, { ...outgoing, dataclassification: 'internal' }, 2);
    const record = toRecord(event);
    expect(record.headers).toMatchObject({
      ce_specversion: '1.0',
      ce_type: 'vn.laurel.post.parcel-sent.v1',
      ce_sequence: '0000000000.002',
      ce_id: 'event-0.2',
    });
    expect([record.key, record.value]).toEqual(['parcel-a', '{"n":1}']);
    expect(fromRecord(record)).toEqual(event);
    const traced = { ...event, traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' };
    expect(fromRecord(toRecord(traced))).toEqual(traced);
    expect(() => fromRecord({ headers: {}, value: '{}' })).toThrow('ce_id');
  });
});
