import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Aggregate, type Command, defineEvents, type EventsOf, handleCommand, personal, Refusal } from '@laurel/event-sourcing';
import { openSqliteEventStore } from '@laurel/event-store-sqlite';
import { z } from 'zod';
import { eventCodec } from './event-codec.js';
import { SubjectIsErased } from './key-store.js';
import { openSqliteKeyStore } from './sqlite-key-store.js';

const events = defineEvents('person', {
  PersonRegistered: z.object({ personId: z.string(), name: personal(z.string(), { subject: 'personId', erased: '(đã xóa)' }) }),
  PersonMoved: z.object({ unitId: z.string() }),
});
type PersonEvent = EventsOf<typeof events>;
interface PersonState {
  readonly name: string;
  readonly unitId: string | null;
}
type PersonCommand = Command<'RegisterPerson', { readonly name: string }> | Command<'MovePerson', { readonly unitId: string }>;

const person: Aggregate<PersonCommand, PersonState | undefined, PersonEvent> = {
  events,
  owner: () => undefined,
  creates: ['RegisterPerson'],
  needs: {},
  decider: {
    initial: undefined,
    decide: (command) =>
      command.type === 'RegisterPerson'
        ? [{ type: 'PersonRegistered', data: { personId: 'per_1', name: command.data.name } }]
        : [{ type: 'PersonMoved', data: command.data }],
    evolve: (state, event) =>
      event.type === 'PersonRegistered' ? { name: event.data.name, unitId: null } : { name: state?.name ?? '', unitId: event.data.unitId },
  },
};

describe('erasure of a person from a log that is never changed', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'laurel-erasure-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const onDisk = async (): Promise<Buffer> =>
    Buffer.concat(await Promise.all((await readdir(folder)).map((file) => readFile(join(folder, file)))));

  const opened = async () => {
    const store = await openSqliteEventStore({ path: join(folder, 'log.db') });
    const keys = await openSqliteKeyStore({ path: join(folder, 'keys.db'), masterKey: new Uint8Array(32).fill(7) });
    const platform = { store, codec: eventCodec(keys), newEventId: () => crypto.randomUUID() };
    const order = (type: PersonCommand['type'], data: PersonCommand['data'], id = 'per_1') =>
      handleCommand(platform, person, id, {
        type,
        data,
        id: crypto.randomUUID(),
        hash: 'hash',
        at: '2021-01-22T01:00:00.000Z',
        scope: { tenant: 'ba-dinh' },
        by: { person: 'per_9' },
        correlationId: 'request',
      } as PersonCommand); // type and data are given together by the lines below
    return { store, keys, order, close: () => Promise.all([store.close(), keys.close()]) };
  };

  it('leaves no byte of the name and of the key in any file, before and after; folds go on', async () => {
    const first = await opened();
    await first.order('RegisterPerson', { name: 'Người Mẫu Số Một' });
    const { key } = await first.keys.keyFor('ba-dinh', 'per_1');
    const traces = ['Người Mẫu', 'Số Một', JSON.stringify('Người Mẫu Số Một'), Buffer.from(key)];
    const found = async () => {
      const bytes = await onDisk();
      expect(bytes.includes('PersonRegistered')).toBe(true); // else nothing is proven
      return traces.filter((trace) => bytes.includes(trace));
    };
    expect(await found()).toEqual([]);
    expect((await first.order('MovePerson', { unitId: 'org_1' })).state).toEqual({ name: 'Người Mẫu Số Một', unitId: 'org_1' });

    await first.keys.erase('ba-dinh', 'per_1');
    expect(await found()).toEqual([]);
    expect((await first.order('MovePerson', { unitId: 'org_2' })).state).toEqual({ name: '(đã xóa)', unitId: 'org_2' });
    await expect(first.order('RegisterPerson', { name: 'Người Mẫu Số Một' }, 'per_again')).rejects.toThrow(SubjectIsErased);
    await first.close();

    const second = await opened();
    expect((await second.order('MovePerson', { unitId: 'org_3' })).state).toEqual({ name: '(đã xóa)', unitId: 'org_3' });
    await expect(second.order('MovePerson', { unitId: 'org_3' }, 'per_again')).rejects.toThrow(Refusal);
    await second.close();
  });
});
