import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { handleCommand, Refusal } from '@laurel/event-sourcing';
import { memoryPlatform } from '@laurel/testing';
import { ordered } from '../ordered.js';
import type { GroupCommand } from '../group/group.commands.js';
import { group } from '../group/group.decider.js';
import { reserveCode } from './reserve-code.js';

const order = { at: '2021-01-22T01:00:00Z', scope: { tenant: 'ba-dinh' }, by: { person: 'per_1' }, correlationId: 'req_1' };
const office = () => {
  const { platform } = memoryPlatform();
  const begin = () => {
    const data = { groupId: 'grp_1', code: 'all', name: 'A', aliases: [], rule: { kind: 'UNRESOLVED' as const }, mentioned: [] };
    return handleCommand(platform, group, 'grp_1', ordered<GroupCommand>()('DefineGroup', data));
  };
  const reserve = (holder: string, code = 'all', tenant = 'ba-dinh') =>
    reserveCode(platform, code, holder, { ...order, scope: { tenant } }).then(
      () => 'RESERVED',
      (error: unknown) => (error instanceof Refusal ? error.reasons[0].code : Promise.reject(error as Error)),
    );
  return { begin, reserve };
};

describe('a code', () => {
  beforeEach(() => void jest.useFakeTimers({ now: Date.now(), doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] }));
  afterEach(() => void jest.useRealTimers());

  it('is held by one stream of a tenant, however often it asks', async () => {
    const { reserve } = office();
    expect([await reserve('group-grp_1'), await reserve('group-grp_1'), await reserve('group-grp_2')]).toEqual([
      'RESERVED',
      'RESERVED',
      'CODE_TAKEN',
    ]);
    expect(await reserve('group-grp_2', 'all', 'hoan-kiem')).toBe('RESERVED');
  });

  it('is free again when its holder never began, but not before it had time to', async () => {
    const { reserve } = office();
    await reserve('group-grp_1');
    jest.setSystemTime(Date.now() + 59_000);
    expect(await reserve('group-grp_2')).toBe('CODE_TAKEN');
    jest.setSystemTime(Date.now() + 2_000);
    expect([await reserve('group-grp_2'), await reserve('group-grp_1')]).toEqual(['RESERVED', 'CODE_TAKEN']);
  });

  it('stays with a holder that began', async () => {
    const { reserve, begin } = office();
    await reserve('group-grp_1');
    await begin();
    jest.setSystemTime(Date.now() + 3_600_000);
    expect(await reserve('group-grp_2')).toBe('CODE_TAKEN');
  });

  it('has a form', async () => expect(await office().reserve('group-grp_1', 'Tất cả')).toBe('BAD_CODE'));
});
