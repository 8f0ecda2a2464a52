import { describe, expect, it } from '@jest/globals';
import { handleCommand, Refusal } from '@laurel/event-sourcing';
import { memoryPlatform } from '@laurel/testing';
import { holdCodes, holdCodesFor } from './codes.js';
import type { GroupCommand } from './group/group.commands.js';
import { group } from './group/group.decider.js';
import { ordered } from './ordered.js';

const define = (groupId: string, code = 'all'): GroupCommand => ({
  ...ordered<GroupCommand>()('DefineGroup', { groupId, code, name: 'A', aliases: [], rule: { kind: 'UNRESOLVED' }, mentioned: [] }),
  id: `cmd_${groupId}`,
});
const told = (work: Promise<unknown>) =>
  work.then(
    () => 'HELD',
    (error: unknown) =>
      error instanceof Refusal ? error.reasons.map(({ code, text }) => `${code} ${text.en}`) : Promise.reject(error as Error),
  );

describe('codes', () => {
  it('are held by one thing of a tenant, however often it asks', async () => {
    const { platform } = memoryPlatform();
    const hold = (id: string, codes: readonly string[]) => told(holdCodes(platform, codes, `group-${id}`, define(id)));
    expect([await hold('grp_1', ['all', 'some']), await hold('grp_1', ['all'])]).toEqual(['HELD', 'HELD']);
    expect(await hold('grp_2', ['none', 'all', 'some'])).toEqual([
      'CODE_TAKEN The code “all” is taken.',
      'CODE_TAKEN The code “some” is taken.',
    ]);
  });

  it('have a form', async () => {
    const { platform, log } = memoryPlatform();
    expect(await told(holdCodes(platform, ['all', 'Tất cả'], 'group-grp_1', define('grp_1')))).toEqual([
      'BAD_CODE A code has small letters, digits and hyphens, such as “phong-noi-vu”.',
    ]);
    expect(log).toEqual([]);
  });

  it('are not held for what would be refused, nor for what stands already', async () => {
    const { platform, log } = memoryPlatform();
    const unknown = { id: 'org_9', seen: 'UNKNOWN' as const };
    const refused = { ...define('grp_1'), data: { ...define('grp_1').data, mentioned: [unknown] } } as GroupCommand;
    expect(await told(holdCodesFor(platform, group, 'grp_1', refused, ['all']))).toEqual([
      'UNKNOWN_REFERENCE The directory knows no org_9.',
    ]);
    await handleCommand(platform, group, 'grp_1', define('grp_1'));
    await holdCodesFor(platform, group, 'grp_1', define('grp_1'), ['all']);
    expect(log.map(({ stream }) => stream)).toEqual(['group-grp_1']);
  });
});
