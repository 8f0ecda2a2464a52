import { describe, expect, it } from '@jest/globals';
import {
  defineEvents,
  type DomainEvent,
  type EventCatalogue,
  personal,
  type Recorded,
  UnreadableEvent,
  upcast,
} from '@laurel/event-sourcing';
import { memoryKeyStore } from '@laurel/testing';
import fc from 'fast-check';
import { z } from 'zod';
import { eventCodec } from './event-codec.js';
import { SubjectIsErased } from './key-store.js';
import { keyIdOf, SealBroken } from './sealed.js';

const name = () => personal(z.string(), { subject: 'personId', erased: '(đã xóa)' });
const member = z.object({ personId: z.string(), name: name().optional(), role: z.string() });

const events = defineEvents('roster', {
  PersonRegistered: z.object({
    personId: z.string(),
    name: name(),
    birthDate: personal(z.iso.date(), { subject: 'personId', erased: '1900-01-01' }).nullable(),
    unitId: z.string().default('none'),
  }),
  RosterSet: z.object({
    members: z.array(member).readonly(),
    byOffice: z.record(z.string(), z.array(member)),
    chair: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('VACANT') }),
      z.object({ kind: z.enum(['HEAD', 'DEPUTY']), holder: member.optional() }),
    ]),
  }),
  RosterClosed: z.object({ reason: z.string() }),
});

const recorded = (type: string, { version, data }: { version: number; data: unknown }, tenant = 'ba-dinh'): Recorded => ({
  type,
  data,
  version,
  stream: 'roster-1',
  revision: 0,
  position: '1',
  recordedAt: '2021-01-22T01:00:00.000Z',
  metadata: {
    id: 'event',
    at: '2021-01-22T01:00:00.000Z',
    tenant,
    actor: { person: 'per_9' },
    causationId: 'command',
    causationHash: 'hash',
    correlationId: 'request',
  },
});

const setUp = () => {
  const keys = memoryKeyStore();
  const codec = eventCodec(keys);
  const stored = async (event: DomainEvent, catalogue: EventCatalogue = events) =>
    recorded(event.type, await codec.encode(catalogue, event, 'ba-dinh'));
  const read = async (event: Recorded, catalogue: EventCatalogue = events) => (await codec.decode(catalogue, event)).data;
  return { keys, codec, stored, read };
};

const registered = {
  type: 'PersonRegistered',
  data: { personId: 'per_1', name: 'Người Mẫu 01', birthDate: '1980-02-03', unitId: 'org_1' },
};
const rosterSet = {
  type: 'RosterSet',
  data: {
    members: [
      { personId: 'per_1', name: 'Người Mẫu 01', role: 'A' },
      { personId: 'per_2', name: 'Người Mẫu 02', role: 'B' },
      { personId: 'per_3', role: 'C' },
    ],
    byOffice: { 'chairman-council': [{ personId: 'per_2', name: 'Người Mẫu 02', role: 'D' }] },
    chair: { kind: 'DEPUTY', holder: { personId: 'per_1', name: 'Người Mẫu 01', role: 'E' } },
  },
};

describe('the codec of events', () => {
  it('keeps personal fields as ciphertext, wherever the schema has them, and gives them back', async () => {
    const { stored, read } = setUp();
    for (const event of [registered, rosterSet]) {
      const kept = await stored(event);
      expect(JSON.stringify(kept.data)).not.toMatch(/Người Mẫu|1980-02-03/);
      expect(await read(JSON.parse(JSON.stringify(kept)) as Recorded)).toEqual(event.data);
    }
  });

  it('leaves clear fields, empty ones and ids as they are', async () => {
    const { stored } = setUp();
    const { data } = await stored({ type: 'PersonRegistered', data: { personId: 'per_1', name: 'Người Mẫu 01', birthDate: null } });
    expect(data).toEqual({ personId: 'per_1', name: expect.stringMatching(/^lpd1\./), birthDate: null, unitId: 'none' });
  });

  it('makes another ciphertext of the same name each time', async () => {
    const { stored } = setUp();
    const [one, two] = [await stored(registered), await stored(registered)].map(({ data }) => (data as { name: string }).name);
    expect(one).not.toBe(two);
    expect(keyIdOf(one)).toBe(keyIdOf(two));
  });

  it('gives the declared value of fields of somebody erased, and all others', async () => {
    const { keys, stored, read } = setUp();
    const [person, roster] = [await stored(registered), await stored(rosterSet)];
    await keys.erase('ba-dinh', 'per_1');
    expect(await read(person)).toEqual({ personId: 'per_1', name: '(đã xóa)', birthDate: '1900-01-01', unitId: 'org_1' });
    expect(await read(roster)).toEqual({
      members: [
        { personId: 'per_1', name: '(đã xóa)', role: 'A' },
        { personId: 'per_2', name: 'Người Mẫu 02', role: 'B' },
        { personId: 'per_3', role: 'C' },
      ],
      byOffice: { 'chairman-council': [{ personId: 'per_2', name: 'Người Mẫu 02', role: 'D' }] },
      chair: { kind: 'DEPUTY', holder: { personId: 'per_1', name: '(đã xóa)', role: 'E' } },
    });
  });

  it('writes nothing new about somebody erased', async () => {
    const { keys, stored } = setUp();
    await keys.erase('ba-dinh', 'per_1');
    await expect(stored(registered)).rejects.toThrow(SubjectIsErased);
  });

  it('does not open a ciphertext that was moved to another person or tenant, or changed', async () => {
    const { stored, read } = setUp();
    const kept = await stored(registered);
    const data = kept.data as { name: string };
    const wrong = data.name.at(-1) === 'A' ? 'B' : 'A';
    await expect(read({ ...kept, data: { ...data, personId: 'per_2' } })).rejects.toThrow(SealBroken);
    await expect(read({ ...kept, metadata: { ...kept.metadata, tenant: 'hoan-kiem' } })).rejects.toThrow(SealBroken);
    await expect(read({ ...kept, data: { ...data, name: `${data.name.slice(0, -4)}${wrong}AAA` } })).rejects.toThrow(SealBroken);
  });

  it('takes a clear value that looks like ciphertext for what it is', async () => {
    const { stored, read } = setUp();
    const lookalike = ((await stored(registered)).data as { name: string }).name;
    const event = { ...registered, data: { ...registered.data, name: lookalike, unitId: lookalike } };
    expect(await read(await stored(event))).toEqual(event.data);
  });

  it('refuses what the schema does not allow', async () => {
    const { stored } = setUp();
    await expect(stored({ type: 'RosterClosed', data: {} })).rejects.toThrow(z.ZodError);
    await expect(stored({ type: 'RosterBurnt', data: {} })).rejects.toThrow('roster has no event RosterBurnt');
  });

  it('does not wait, and copies nothing, where nothing is personal', () => {
    const { codec } = setUp();
    const encoded = codec.encode(events, { type: 'RosterClosed', data: { reason: 'x' } }, 'ba-dinh');
    expect(encoded).toEqual({ version: 1, data: { reason: 'x' } });
    const stored = recorded('RosterClosed', { version: 1, data: { reason: 'x' } });
    expect(codec.decode(events, stored)).toBe(stored);
  });
});

describe('the way from older versions', () => {
  const split = defineEvents(
    'person',
    { PersonNamed: z.object({ personId: z.string(), name: name(), nickname: name(), unitId: z.string() }) },
    {
      PersonNamed: [
        ({ person, ...rest }: { person: string; name: string }) => ({ ...rest, personId: person }),
        (data: { name: string; personId: string }) => ({ ...data, nickname: '', unitId: 'org_0' }),
      ],
    },
  );
  const first = defineEvents('person', {
    PersonNamed: z.object({ person: z.string(), name: personal(z.string(), { subject: 'person', erased: '' }) }),
  });

  it('moves ciphertext through every step and opens it at the end', async () => {
    const { stored, read } = setUp();
    const old = await stored({ type: 'PersonNamed', data: { person: 'per_1', name: 'Người Mẫu 01' } }, first);
    expect(old.version).toBe(1);
    expect(await read(old, split)).toEqual({ personId: 'per_1', name: 'Người Mẫu 01', nickname: '', unitId: 'org_0' });
    expect(upcast(split, old)).toMatchObject({ version: 3, data: { personId: 'per_1', name: (old.data as { name: string }).name } });
  });

  it('ends at a type that is gone and at a version of a newer build', () => {
    const { codec } = setUp();
    expect(() => codec.decode(events, recorded('RosterBurnt', { version: 1, data: {} }))).toThrow(UnreadableEvent);
    expect(() => codec.decode(events, recorded('RosterClosed', { version: 2, data: {} }))).toThrow(
      'RosterClosed v2 at roster-1@0: this build knows versions up to 1',
    );
  });
});

describe('any data', () => {
  it('comes back as it was, with every name sealed in between', async () => {
    const { stored, read } = setUp();
    const text = fc.string({ unit: 'grapheme' });
    const person = fc.record(
      { personId: fc.constantFrom('per_1', 'per_2'), name: text, role: text },
      { requiredKeys: ['personId', 'role'] },
    );
    const roster = fc.record({
      members: fc.array(person),
      byOffice: fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.array(person)),
      chair: fc.oneof(fc.constant({ kind: 'VACANT' }), fc.record({ kind: fc.constantFrom('HEAD', 'DEPUTY'), holder: person })),
    });
    await fc.assert(
      fc.asyncProperty(roster, async (data) => {
        const plain = JSON.parse(JSON.stringify(data)) as typeof data; // fast-check makes objects without a prototype
        const kept = await stored({ type: 'RosterSet', data: plain });
        const names = (kept.data as { members: { name?: string }[] }).members.map(({ name: sealed }) => sealed);
        expect(names.every((sealed) => sealed === undefined || keyIdOf(sealed) !== undefined)).toBe(true);
        expect(await read(JSON.parse(JSON.stringify(kept)) as Recorded)).toEqual(plain);
      }),
      { numRuns: 100 },
    );
  });
});
