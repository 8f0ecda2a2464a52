import { describe, expect, it } from '@jest/globals';
import { derivedId } from '@laurel/runtime';
import { checkUpload, type KnownDirectory, type UploadedFiles } from './check-upload.js';

const empty: KnownDirectory = { organisations: [], codes: new Set(), people: new Set() };
const problems = async (files: UploadedFiles, known = empty) => {
  const checked = await checkUpload('upl_1', files, known);
  if (!('problems' in checked)) throw new Error('nothing was wrong');
  return checked.problems.map(({ table, line, column, value, reason }) => [table, line, column, value, reason.code]);
};
const organisations = (...rows: readonly string[]): UploadedFiles => ({
  organisations: ['code,kind,name,parent,leading_unit,from', ...rows].join('\n'),
});
const id = (code: string, prefix = 'org') => derivedId(prefix, 'upl_1', code);

describe('an upload', () => {
  it('names one another in any order, over its files, and gets ids that follow from it', async () => {
    const checked = await checkUpload(
      'upl_1',
      {
        organisations:
          'code,kind,name,aliases,parent,leading_unit,from\ncum-1,CLUSTER,Cụm 1,Cụm số 1|Cụm một,quan,phuong-a,01/02/2021\nphuong-a,WARD,A,,quan,,\nquan,DISTRICT,Q,,,,',
        groups: 'code,name,rule,of,kinds,members\nall,Các đơn vị,CHILDREN,quan,WARD|DEPARTMENT,\nsome,Một số,LIST,,,phuong-a',
        people: 'key,name,birth_date,unit,from\nhead,Người Mẫu 01,28/2/1980,phuong-a,2020-01-01',
        offices: 'code,name,organisation,holder,holder_from\nchu-tich,Chủ tịch,phuong-a,head,2021-01-01',
      },
      empty,
    );
    expect(checked).toEqual({
      entries: {
        organisations: [
          {
            organisationId: id('cum-1'),
            code: 'cum-1',
            kind: 'CLUSTER',
            name: 'Cụm 1',
            aliases: ['Cụm số 1', 'Cụm một'],
            parentId: id('quan'),
            from: '2021-02-01',
          },
          { organisationId: id('phuong-a'), code: 'phuong-a', kind: 'WARD', name: 'A', aliases: [], parentId: id('quan') },
          { organisationId: id('quan'), code: 'quan', kind: 'DISTRICT', name: 'Q', aliases: [], parentId: null },
        ],
        leadingUnits: [{ clusterId: id('cum-1'), unitId: id('phuong-a'), from: '2021-02-01' }],
        groups: [
          {
            groupId: id('all', 'grp'),
            code: 'all',
            name: 'Các đơn vị',
            aliases: [],
            rule: { kind: 'CHILDREN', of: id('quan'), kinds: ['WARD', 'DEPARTMENT'] },
          },
          {
            groupId: id('some', 'grp'),
            code: 'some',
            name: 'Một số',
            aliases: [],
            rule: { kind: 'LIST', organisations: [id('phuong-a')] },
          },
        ],
        people: [
          { personId: id('head', 'per'), name: 'Người Mẫu 01', birthDate: '1980-02-28', unitId: id('phuong-a'), from: '2020-01-01' },
        ],
        offices: [{ officeId: id('chu-tich', 'off'), code: 'chu-tich', name: 'Chủ tịch', aliases: [], organisationId: id('phuong-a') }],
        holders: [{ officeId: id('chu-tich', 'off'), personId: id('head', 'per'), from: '2021-01-01' }],
      },
    });
  });

  it('tells every problem with its line, column and value', async () =>
    expect(
      await problems(
        organisations(
          'Phường A,WARD,A,,,',
          'phuong-b,PHUONG,B,nowhere,,30/02/2021',
          'phuong-b,WARD,B,,phuong-b,',
          'phuong-c,WARD,C,phuong-d,,',
          'phuong-d,WARD,D,phuong-c,,',
          'phuong-e,WARD,E,phuong-d,,',
        ),
      ),
    ).toEqual([
      ['organisations', 2, 'code', 'Phường A', 'BAD_CODE'],
      ['organisations', 3, 'from', '30/02/2021', 'BAD_DATE'],
      ['organisations', 3, 'kind', 'PHUONG', 'UNKNOWN_KIND'],
      ['organisations', 3, 'parent', 'nowhere', 'UNKNOWN_CODE'],
      ['organisations', 4, 'code', 'phuong-b', 'CODE_DOUBLED'],
      ['organisations', 4, 'leading_unit', 'phuong-b', 'NOT_A_CLUSTER'],
      ['organisations', 5, 'parent', 'phuong-d', 'PARENT_CYCLE'],
      ['organisations', 6, 'parent', 'phuong-c', 'PARENT_CYCLE'],
    ]));

  it('does not take a code that the directory has given away, and may name what stands there', async () => {
    const district = {
      id: 'org_q',
      code: 'quan',
      kind: 'DISTRICT',
      names: [],
      aliases: [],
      parents: [],
      leaders: [],
      successors: [],
      predecessors: [],
    } as const;
    const known = { organisations: [{ ...district, to: '2025-07-01' }], codes: new Set(['quan', 'all-units']), people: new Set(['per_1']) };
    expect(await problems(organisations('all-units,WARD,A,,,', 'phuong-b,WARD,B,quan,,2025-07-01'), known)).toEqual([
      ['organisations', 2, 'code', 'all-units', 'CODE_TAKEN'],
      ['organisations', 3, 'parent', 'quan', 'NOT_THERE_THEN'],
    ]);
  });

  it('wants a rule that can be worked out, and a holder with a day', async () =>
    expect(
      await problems({
        groups: 'code,name,rule,of,kinds,members\na,A,ALL,,,\nb,B,CHILDREN,,LAND,\nc,C,LIST,,,nowhere',
        offices: 'code,name,holder,holder_from\nd,D,nobody,\nd,D,,',
      }),
    ).toEqual([
      ['groups', 2, 'rule', 'ALL', 'BAD_RULE'],
      ['groups', 3, 'of', '', 'VALUE_MISSING'],
      ['groups', 3, 'kinds', 'LAND', 'UNKNOWN_KIND'],
      ['groups', 4, 'members', 'nowhere', 'UNKNOWN_CODE'],
      ['offices', 2, 'holder', 'nobody', 'UNKNOWN_PERSON'],
      ['offices', 2, 'holder_from', '', 'VALUE_MISSING'],
      ['offices', 3, 'code', 'd', 'CODE_DOUBLED'],
    ]));

  it('has at most 5 MB and 20,000 rows, and at least one', async () => {
    expect(await problems({ people: 'x'.repeat(5 * 1024 * 1024 + 1) })).toEqual([['people', 1, null, null, 'UPLOAD_TOO_LARGE']]);
    expect(await problems({ people: 'key,name,unit,from\n' })).toEqual([['people', 1, null, null, 'NOTHING_TO_LOAD']]);
    const people = ['key,name,unit,from', ...Array.from({ length: 20_001 }, (_, index) => `p-${index},A,quan,2021-01-01`)];
    expect(await problems({ people: people.join('\n') })).toEqual([['people', 1, null, null, 'TOO_MANY_ROWS']]);
    const groups = ['code,name,rule', ...Array.from({ length: 10_000 }, (_, index) => `g-${index},A,UNRESOLVED`)];
    const both = { people: people.slice(0, 10_002).join('\n'), groups: groups.join('\n') };
    expect(await problems(both)).toEqual([['groups', 1, null, null, 'TOO_MANY_ROWS']]);
  });

  it('walks a long chain of parents in time that grows with its length', async () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => `u-${index},WARD,U,${index === 0 ? '' : `u-${index - 1}`},,`);
    const began = performance.now();
    expect('entries' in (await checkUpload('upl_1', organisations(...rows), empty))).toBe(true);
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  it('leaves turns to everybody else while it is checked', async () => {
    let turns = 0;
    const count = (): void => void (turns += 1);
    const counting = setInterval(count, 1);
    const rows = Array.from({ length: 5_000 }, (_, index) => `u-${index},WARD,U,,,`);
    await checkUpload('upl_1', organisations(...rows), empty);
    clearInterval(counting);
    expect(turns).toBeGreaterThan(10);
  });
});
