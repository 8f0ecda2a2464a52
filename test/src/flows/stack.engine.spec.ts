import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describePlanFlow } from './describe-plan-flow.js';
import { eventsOfObligations, openedAtIssue } from './plan-flow.js';
import { type Stack, startStack } from './stack.js';

let folder: string;
let stack: Stack;
let killed: string;

const planOf = async (): Promise<string> => {
  const { plans } = await (await stack.desk('officer')).see('{ plans(first: 1) { edges { node { id } } } }');
  return plans.edges[0].node.id as string;
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'laurel-stack-'));
  stack = await startStack(folder);
}, 180_000);
afterAll(async () => {
  await stack?.stop();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

describePlanFlow({
  laurel: () => stack,
  planId: planOf,
  whileIssuing: async () => {
    killed = await stack.leaderOf('plans');
    await sleep(Math.random() * 300);
    await stack.kill(killed);
  },
});

describe('the distributed form', () => {
  it('has the killed process back, and one that leads', async () => {
    const { [killed]: again, ...never } = stack.starts();
    expect([again, new Set(Object.values(never))]).toEqual([2, new Set([1])]);
    const { [killed]: back, ...others } = await stack.standing();
    const ofPlans = [back, ...Object.entries(others).flatMap(([name, state]) => (name.startsWith('plans:') ? [state] : []))];
    expect(ofPlans.toSorted()).toEqual(['FOLLOWS', 'LEADS']);
  });

  it('has all of it after it was stopped and started again', async () => {
    const planId = await planOf();
    const before = await eventsOfObligations(await stack.desk('officer'), planId);
    const clock = await stack.now();
    expect(await stack.stop()).toBe(0);
    stack = await startStack(folder);

    expect(await planOf()).toBe(planId);
    expect((await stack.now()) >= clock).toBe(true);
    await stack.settled();
    const after = await eventsOfObligations(await stack.desk('officer'), planId);
    expect(after.size).toBeGreaterThanOrEqual(openedAtIssue);
    expect(new Map([...after].filter(([id]) => before.has(id)))).toEqual(before);
    const { obligations } = await (
      await stack.desk('clerk-phuc-xa')
    ).see(
      'query ($unitId: ID!) { obligations(filter: { unitId: $unitId, statuses: [FILED] }, first: 10) { edges { node { status filedOn late task { no } } } } }',
      { unitId: await stack.id('phuong-phuc-xa') },
    );
    expect(obligations.edges).toEqual([{ node: { status: 'FILED', filedOn: '2021-01-22', late: false, task: { no: 8 } } }]);
  }, 180_000);
});
