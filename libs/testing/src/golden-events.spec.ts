import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { defineEvents, personal } from '@laurel/event-sourcing';
import { z } from 'zod';
import { describeGoldenEvents, readGoldenEvent, strayGoldenFiles } from './golden-events.js';

const name = personal(z.string(), { subject: 'personId', erased: '' });
const first = defineEvents('person', { PersonRegistered: z.object({ personId: z.string(), name }) });
const second = defineEvents(
  'person',
  { PersonRegistered: z.object({ personId: z.string(), fullName: name, unitId: z.string().nullable() }) },
  { PersonRegistered: [({ name: fullName, ...rest }: { name: string; personId: string }) => ({ ...rest, fullName, unitId: null })] },
);
const careless = defineEvents('person', { PersonRegistered: z.object({ personId: z.string(), name, unitId: z.string() }) });
const examples = { person: { PersonRegistered: { personId: 'per_1', name: 'Người Mẫu 01', fullName: 'Người Mẫu 01', unitId: 'org_1' } } };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'laurel-golden-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a golden event', () => {
  const read = (catalogue: typeof first | typeof second | typeof careless, version = 1) =>
    readGoldenEvent({ catalogues: [catalogue], folder, examples }, catalogue, 'PersonRegistered', version);
  const fileOf = (version: number) => join(folder, 'person', `PersonRegistered.v${version}.json`);

  it('is written from the example once, told, and from then on read', async () => {
    await expect(read(first)).rejects.toThrow('has been written from the example: commit it');
    const written = readFileSync(fileOf(1), 'utf8');
    expect(written).not.toContain('Người Mẫu');
    await read(first);
    expect(readFileSync(fileOf(1), 'utf8')).toBe(written);
  });

  it('stays readable through the upcasts of a newer version, personal fields too', async () => {
    await expect(read(first)).rejects.toThrow('commit it');
    await read(second, 1);
    await expect(read(second, 2)).rejects.toThrow('commit it');
    await read(second, 2);
  });

  it('shows that a schema was changed without a new version', async () => {
    await expect(read(first)).rejects.toThrow('commit it');
    await expect(read(careless)).rejects.toThrow(z.ZodError);
  });

  it('is missed when a released version has lost its file', async () => {
    await expect(read(second, 1)).rejects.toThrow('was released, take it from the history');
  });

  it('asks for an example where there is none', async () => {
    await expect(readGoldenEvent({ catalogues: [first], folder, examples: {} }, first, 'PersonRegistered', 1)).rejects.toThrow(
      'person PersonRegistered has neither a golden file nor an example',
    );
  });

  it('is told when its type is gone', async () => {
    await expect(read(first)).rejects.toThrow('commit it');
    expect(strayGoldenFiles({ catalogues: [first], folder })).toEqual([]);
    writeFileSync(join(folder, 'person', 'PersonBurnt.v1.json'), '{}');
    expect(strayGoldenFiles({ catalogues: [first], folder })).toEqual([join('person', 'PersonBurnt.v1.json')]);
  });
});

// What a service's spec writes; the vocabulary here has no events, so that nothing is left behind.
describeGoldenEvents({ catalogues: [defineEvents('nothing', {})], folder: join(tmpdir(), 'laurel-no-golden'), examples: {} });
