import { afterEach, describe, expect, it } from '@jest/globals';
import { handleCommand, type Recorded } from '@laurel/event-sourcing';
import { processIndex, runProcesses, type RunningProcesses } from '@laurel/processes';
import { derivedUuid } from '@laurel/runtime';
import { memoryPlatform, memoryReadModels, project } from '@laurel/testing';
import { group } from '../group/group.decider.js';
import { groupEvents } from '../group/group.events.js';
import { checkUpload, type UploadedFiles } from '../loading/check-upload.js';
import { countsOf } from '../loading/entries.js';
import { officeEvents } from '../office/office.events.js';
import { ordered } from '../ordered.js';
import { organisationEvents } from '../organisation/organisation.events.js';
import { personEvents } from '../person/person.events.js';
import { sampleFiles } from '../sample/sample-files.js';
import { upload, type UploadCommand } from '../upload/upload.decider.js';
import { uploadEvents } from '../upload/upload.events.js';
import { workListProjection } from '../work-list/work-list.projection.js';
import { loading, loadingEvents } from './loading.process.js';

const order = ordered<UploadCommand>();
let running: RunningProcesses | undefined;
afterEach(() => running?.stop());

const office = async (files: UploadedFiles) => {
  const { platform, log } = memoryPlatform();
  const checked = await checkUpload('upl_1', files, { organisations: [], codes: new Set(), people: new Set() });
  if ('problems' in checked) throw new Error(JSON.stringify(checked.problems));
  const start = async (readModels = memoryReadModels([processIndex])) => {
    running = await runProcesses({
      platform,
      readModels,
      vocabulary: [organisationEvents, groupEvents, personEvents, officeEvents, uploadEvents, loadingEvents],
      processes: [loading],
      derivedUuid,
      files: () => Promise.resolve(JSON.parse(JSON.stringify(checked.entries))),
    });
    return running;
  };
  const accept = () =>
    handleCommand(
      platform,
      upload,
      'upl_1',
      order('AcceptUpload', { uploadId: 'upl_1', entriesHash: 'hash', counts: countsOf(checked.entries) }),
    );
  return { platform, log, start, accept, entries: checked.entries };
};

describe('an accepted upload', () => {
  it('is loaded whole, and says how far it is', async () => {
    const { start, accept, log, entries } = await office(sampleFiles());
    const processes = await start();
    await accept();
    await processes.settled();
    const count = (type: string) => log.filter((event) => event.type === type).length;
    expect([count('OrganisationRegistered'), count('LeadingUnitAppointed'), count('GroupDefined'), count('PersonRegistered')]).toEqual([
      entries.organisations.length,
      10,
      7,
      7,
    ]);
    expect([count('OfficeDefined'), count('OfficeAssigned')]).toEqual([2, 2]);
    expect(project(workListProjection, log as readonly Recorded[])).toEqual([
      {
        id: 'upl_1',
        tenant: 'ba-dinh',
        kind: 'UPLOAD',
        total: entries.organisations.length + 10 + 7 + 7 + 2 + 2,
        done: entries.organisations.length + 10 + 7 + 7 + 2 + 2,
        refused: [],
        finished: true,
        orderedAt: '2021-01-22T01:00:00Z',
        newestFirst: -Date.parse('2021-01-22T01:00:00Z'),
      },
    ]);
  });

  it('comes to the same after a crash in the middle', async () => {
    const rows = Array.from({ length: 350 }, (_, index) => `u-${index},WARD,Đơn vị ${index}`);
    const people = Array.from({ length: 150 }, (_, index) => `p-${index},Người Mẫu ${index},u-${index},2021-01-01`);
    const { start, accept, log } = await office({
      organisations: ['code,kind,name', ...rows].join('\n'),
      people: ['key,name,unit,from', ...people].join('\n'),
    });
    const first = await start();
    await accept();
    while (log.filter(({ type }) => type === 'BatchSettled').length === 0) await new Promise((resolve) => setImmediate(resolve));
    await first.stop();
    const atTheCrash = log.filter(({ type }) => type === 'OrganisationRegistered').length;
    const second = await start();
    await second.settled();
    const registered = log.filter(({ type }) => type === 'OrganisationRegistered').map(({ stream }) => stream);
    expect([atTheCrash < 350, registered.length, new Set(registered).size]).toEqual([true, 350, 350]);
    expect(log.filter(({ type }) => type === 'PersonRegistered')).toHaveLength(150);
    const batches = log.filter(({ type }) => type === 'BatchSettled').map(({ data }) => data as { number: number; nothing: number });
    expect(batches.map(({ number }) => number)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('makes groups that are there under the ids of the upload', async () => {
    const { start, accept, platform, entries } = await office(sampleFiles());
    const processes = await start();
    await accept();
    await processes.settled();
    const retire = {
      ...ordered<Parameters<typeof group.decider.decide>[0]>()('RetireGroup', { on: '2025-07-01' }),
      id: 'cmd_retire',
    };
    const { events } = await handleCommand(platform, group, entries.groups[0]!.groupId, retire);
    expect(events).toEqual([{ type: 'GroupRetired', data: { on: '2025-07-01' } }]);
  });
});
