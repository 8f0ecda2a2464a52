import { describe, expect, it } from '@jest/globals';
import { metadataOf } from '@laurel/testing';
import { streamIds } from './stream-ids.js';

const recorded = (revision: number) => ({
  stream: 'a-1',
  revision,
  position: '',
  version: 1,
  recordedAt: '',
  type: 'Noted',
  data: {},
  metadata: metadataOf(`id-${revision}`),
});

describe('what is known of the ids of a stream', () => {
  it('grows by reads that begin where it ends, and by what was written there', () => {
    const ids = streamIds();
    const read = ids.witness('a-1', 0);
    [0, 1, 2].forEach((revision) => read.saw(recorded(revision)));
    ids.wrote('a-1', ['id-3', 'id-4'], 4);
    expect([ids.of('a-1').upTo, [...ids.of('a-1').revisions.keys()]]).toEqual([4, ['id-0', 'id-1', 'id-2', 'id-3', 'id-4']]);
  });

  it('has no holes: a read or a write further on tells nothing', () => {
    const ids = streamIds();
    ids.witness('a-1', 5).saw(recorded(5));
    ids.wrote('a-1', ['id-9'], 9);
    expect(ids.of('a-1').upTo).toBe(-1);
  });

  it('is forgotten when the stream is not there any more', () => {
    const ids = streamIds();
    ids.wrote('a-1', ['id-0'], 0);
    ids.witness('a-1', 1).absent();
    expect(ids.of('a-1').upTo).toBe(-1);
  });

  it('is bounded: what was used longest ago goes first', () => {
    const ids = streamIds();
    const many = Array.from({ length: 60_000 }, (_, index) => `id-${index}`);
    ids.wrote('a-1', many, many.length - 1);
    ids.wrote('a-2', many, many.length - 1);
    expect([ids.of('a-1').upTo, ids.of('a-2').upTo]).toEqual([-1, 59_999]);
  });
});
