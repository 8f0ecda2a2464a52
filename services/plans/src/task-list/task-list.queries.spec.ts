import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { put } from '@laurel/read-models';
import { openSqliteReadModels } from '@laurel/read-models/sqlite';
import { project } from '@laurel/testing';
import { files, imported, issued, log, resolved } from '../plan/fixtures/year-28.js';
import { taskList } from './task-list.collection.js';
import { taskListProjection } from './task-list.projection.js';
import { TaskListQueries } from './task-list.queries.js';

const rows = project(taskListProjection, { files }, log(imported, ...resolved, issued));
const reader = { reach: () => ({ tenant: 'ba-dinh' }) };

const folder = mkdtempSync(join(tmpdir(), 'task-list-'));
const closing: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closing) await close();
  rmSync(folder, { recursive: true });
});

const opened = async () => {
  const readModels = await openSqliteReadModels({ path: join(folder, `${closing.length}.db`) });
  closing.push(() => readModels.close());
  await readModels.open([taskList]);
  await readModels.transaction((tx) =>
    tx.apply(
      taskList,
      'ba-dinh',
      rows.map((row) => put(row)),
    ),
  );
  return new TaskListQueries(readModels.collection(taskList));
};

describe('the tasks of a unit that many groups name', () => {
  // More than an index lists at once: the names that matter stand at both ends.
  const refs = ['phong-noi-vu', ...Array.from({ length: 12 }, (_, index) => `grp_${index}`), 'all-units'];
  const expected = rows
    .filter(({ settled: { leads, implementers, advisers, milestones } }) =>
      [leads, implementers, advisers, ...milestones.map(({ actors }) => actors)].flat().some((ref) => refs.includes(ref)),
    )
    .map(({ no }) => no);

  it('are all found, page by page, forwards and backwards', async () => {
    const queries = await opened();
    const page = async (request: Parameters<typeof queries.ofPlan>[4]) => queries.ofPlan(reader, 'plan_28', {}, { refs }, request);
    const forwards: number[] = [];
    for (let after: string | undefined; ;) {
      const { items, hasNext } = await page({ first: 5, ...(after !== undefined && { after }) });
      forwards.push(...items.map(({ document }) => document.no));
      after = items.at(-1)?.cursor;
      if (!hasNext) break;
    }
    const backwards: number[] = [];
    for (let before: string | undefined; ;) {
      const { items, hasPrevious } = await page({ last: 5, ...(before !== undefined && { before }) });
      backwards.unshift(...items.map(({ document }) => document.no));
      before = items[0]?.cursor;
      if (!hasPrevious) break;
    }
    expect(expected.length).toBeGreaterThan(10);
    expect([forwards, backwards]).toEqual([expected, expected]);
  });

  it('are counted as at least so many', async () => {
    const { count, exact } = await (await opened()).countOfPlan(reader, 'plan_28', {}, { refs });
    expect([count <= expected.length, count > 0, exact]).toEqual([true, true, false]);
  });
});
