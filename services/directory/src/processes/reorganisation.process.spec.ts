import { afterEach, describe, expect, it } from '@jest/globals';
import { factOf, membersOf, type OrganisationKind, successorsOf } from '@laurel/contracts';
import { handleCommand, type Recorded } from '@laurel/event-sourcing';
import { processIndex, runProcesses, type RunningProcesses } from '@laurel/processes';
import { derivedUuid } from '@laurel/runtime';
import { memoryPlatform, memoryReadModels, project } from '@laurel/testing';
import { ordered } from '../ordered.js';
import type { OrganisationCommand } from '../organisation/organisation.commands.js';
import { organisation } from '../organisation/organisation.decider.js';
import { organisationEvents } from '../organisation/organisation.events.js';
import { organisationListProjection } from '../organisation-list/organisation-list.projection.js';
import { reorganisation, type ReorganisationCommand } from '../reorganisation/reorganisation.decider.js';
import { reorganisationEvents } from '../reorganisation/reorganisation.events.js';
import { reorganising, reorganisingEvents } from './reorganisation.process.js';

const register = ordered<OrganisationCommand>();
const order = ordered<ReorganisationCommand>();

let running: RunningProcesses | undefined;
afterEach(() => running?.stop());

/** Ba Đình before the district level ended: two wards and a part of a third become the ward of Ba Đình, the rest of it that of Ngọc Hà. */
const district = async () => {
  const { platform, log } = memoryPlatform();
  const found = async (id: string, kind: OrganisationKind, parent: string | null, name: string) => {
    const data = { organisationId: id, code: id, kind, name, aliases: [], parent: parent === null ? null : { id: parent } };
    await handleCommand(platform, organisation, id, register('RegisterOrganisation', data));
  };
  await found('ha-noi', 'CITY', null, 'Thành phố Hà Nội');
  await found('quan-ba-dinh', 'DISTRICT', 'ha-noi', 'Quận Ba Đình');
  await found('phuong-truc-bach', 'WARD', 'quan-ba-dinh', 'Phường Trúc Bạch');
  await found('phuong-quan-thanh', 'WARD', 'quan-ba-dinh', 'Phường Quán Thánh');
  await found('phuong-doi-can', 'WARD', 'quan-ba-dinh', 'Phường Đội Cấn');

  running = await runProcesses({
    platform,
    readModels: memoryReadModels([processIndex]),
    vocabulary: [organisationEvents, reorganisationEvents, reorganisingEvents],
    processes: [reorganising],
    derivedUuid,
  });
  const merge = async (id: string, code: string, name: string, ...predecessors: readonly (readonly [string, 'WHOLE' | 'PART'])[]) => {
    const successor = {
      standing: [],
      founded: [{ organisationId: code, code, kind: 'WARD' as const, name, aliases: [], parent: { id: 'ha-noi' } }],
    };
    const parts = predecessors.map(([one, share]) => ({ id: one, share }));
    const data = { reorganisationId: id, predecessors: parts, successor, on: '2025-07-01', basis: '1656/NQ-UBTVQH15' };
    await handleCommand(platform, reorganisation, id, order('MergeOrganisations', data));
    await running?.settled();
  };
  const told = () => project(organisationListProjection, log as readonly Recorded[]);
  const dissolve = (id: string) =>
    handleCommand(platform, organisation, id, {
      ...register('DissolveOrganisation', { on: '2025-07-01', successors: [] }),
      id: 'cmd_dissolve',
    });
  return { merge, dissolve, told, log };
};

describe('the end of the district level on 2025-07-01', () => {
  it('is told before it comes, and every day has its own answer', async () => {
    const { merge, dissolve, told } = await district();
    await merge(
      'reo_1',
      'phuong-ba-dinh',
      'Phường Ba Đình',
      ['phuong-truc-bach', 'WHOLE'],
      ['phuong-quan-thanh', 'WHOLE'],
      ['phuong-doi-can', 'PART'],
    );
    await merge('reo_2', 'phuong-ngoc-ha', 'Phường Ngọc Hà', ['phuong-doi-can', 'PART']);
    await dissolve('quan-ba-dinh');

    const organisations = told();
    const wards = (of: string, asOf: string) => membersOf({ kind: 'CHILDREN', of, kinds: ['WARD'] }, organisations, asOf);
    expect(wards('quan-ba-dinh', '2025-06-30')).toEqual(['phuong-truc-bach', 'phuong-quan-thanh', 'phuong-doi-can']);
    expect(wards('ha-noi', '2025-06-30')).toEqual([]);
    expect(wards('quan-ba-dinh', '2025-07-01')).toEqual([]);
    expect(wards('ha-noi', '2025-07-01')).toEqual(['phuong-ba-dinh', 'phuong-ngoc-ha']);

    expect(successorsOf('phuong-doi-can', organisations, '2025-06-30')).toEqual(['phuong-doi-can']);
    expect(successorsOf('phuong-doi-can', organisations, '2025-07-01')).toEqual(['phuong-ba-dinh', 'phuong-ngoc-ha']);
    expect(successorsOf('quan-ba-dinh', organisations, '2025-07-01')).toEqual([]);

    const one = (id: string) => organisations.find((each) => each.id === id)!;
    expect(one('phuong-ba-dinh').predecessors).toEqual([
      { organisationId: 'phuong-truc-bach', share: 'WHOLE', on: '2025-07-01' },
      { organisationId: 'phuong-quan-thanh', share: 'WHOLE', on: '2025-07-01' },
      { organisationId: 'phuong-doi-can', share: 'PART', on: '2025-07-01' },
    ]);
    expect(one('phuong-doi-can').successors).toEqual([
      { organisationId: 'phuong-ba-dinh', share: 'PART', on: '2025-07-01' },
      { organisationId: 'phuong-ngoc-ha', share: 'PART', on: '2025-07-01' },
    ]);
    expect(factOf(one('phuong-doi-can').names, '2025-06-30')?.name).toBe('Phường Đội Cấn');
    expect(factOf(one('phuong-doi-can').names, '2025-07-01')).toBeUndefined();
  });

  it('leaves out whoever ends on another day by then, and says so', async () => {
    const { merge, told, log } = await district();
    await merge('reo_1', 'phuong-ba-dinh', 'Phường Ba Đình', ['phuong-truc-bach', 'WHOLE']);
    await merge('reo_2', 'phuong-moi', 'Phường mới', ['phuong-quan-thanh', 'WHOLE'], ['phuong-truc-bach', 'WHOLE'], ['nowhere', 'WHOLE']);
    expect(told().find(({ id }) => id === 'phuong-moi')?.predecessors).toEqual([
      { organisationId: 'phuong-quan-thanh', share: 'WHOLE', on: '2025-07-01' },
      { organisationId: 'phuong-truc-bach', share: 'WHOLE', on: '2025-07-01' },
    ]);
    const settled = log.filter(({ stream, type }) => stream === 'reorganising-reo_2' && type === 'BatchSettled');
    expect(settled.map(({ data }) => (data as { readonly refused: unknown }).refused)).toEqual([
      [],
      [{ target: 'nowhere', reasons: ['NOT_FOUND'] }],
      [],
    ]);
  });
});
