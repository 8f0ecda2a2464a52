import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultRun } from '../fault-run.js';
import { between, inFolder } from '../kit.js';
import { type RunningLaurel, startLaurel, tokenFor } from './running-laurel.js';

/** What the sample plan opens on the day of issue, rows 16 and 21 settled as the document offers. */
const obligationsOfThePlan = 335;

interface Obligation {
  readonly id: string;
  readonly status: string;
  readonly holders: readonly { readonly id: string }[];
  readonly timeline: { readonly edges: readonly { readonly node: { readonly event: string } }[] };
}

/** Killed while it issues a plan, and while units file: what was acknowledged is there, the rest is done by the same orders again. */
export const killedLaurel: FaultRun = {
  name: 'Laurel killed while issuing and while filing keeps all that it acknowledged, goes on, and doubles nothing',
  run: (long) =>
    inFolder(async (folder) => {
      const life: Life = { folder, laurel: await startLaurel(folder), officer: await tokenFor(folder, 'OFFICER'), kills: 0 };
      try {
        const planId = await settled(life);
        await issue(life, planId, long ? 8 : 1);
        const opened = await shown(
          () => obligations(life, planId),
          (all) => all.length >= obligationsOfThePlan,
        );
        demand(opened.length === obligationsOfThePlan, `${opened.length} obligations instead of ${obligationsOfThePlan}`);
        demandEach(opened, ['ObligationOpened']);
        const acknowledged = await file(life, planId, opened, long ? 8 : 1);
        demandEach(await obligations(life, planId), ['ObligationFiled', 'ObligationOpened']);
        return { kills: life.kills, figures: { obligations: opened.length, 'acknowledged before a kill': acknowledged } };
      } finally {
        await life.laurel.kill();
      }
    }),
};

interface Life {
  readonly folder: string;
  laurel: RunningLaurel;
  readonly officer: string;
  kills: number;
}

const killed = async (life: Life): Promise<void> => {
  await life.laurel.kill();
  life.kills += 1;
  life.laurel = await startLaurel(life.folder);
};

/** The plan that the start imported, with what blocks its issue chosen. */
const settled = async ({ laurel, officer }: Life): Promise<string> => {
  const { plans } = await laurel.ask(officer, '{ plans { edges { node { id } } } }');
  const planId: string = plans.edges[0].node.id;
  const { planIssues } = await laurel.ask(
    officer,
    'query ($planId: ID!) { planIssues(planId: $planId, filter: { severity: BLOCKING }) { edges { node { id candidates } } } }',
    { planId },
  );
  for (const { node } of planIssues.edges) {
    const input = { planId, issueId: node.id, choice: { date: node.candidates[0] }, reason: 'Theo văn bản gốc' };
    await laurel.ask(officer, 'mutation ($input: ResolvePlanIssueInput!) { resolvePlanIssue(input: $input) { errors { message } } }', {
      input,
    });
  }
  return planId;
};

const issue = async (life: Life, planId: string, kills: number): Promise<void> => {
  const order =
    'mutation ($input: IssuePlanInput!) { issuePlan(input: $input) { plan { status issuedOn version } position errors { message } } }';
  const give = () => life.laurel.ask(life.officer, order, { input: { planId, idempotencyKey: 'issue' } });
  let told: string | undefined;
  for (let round = 0; round < kills; round++) {
    const answer = give().then(
      ({ issuePlan }) => JSON.stringify(issuePlan),
      () => undefined,
    );
    // Before the plan is issued, and while its obligations open.
    await sleep(between(0, round % 2 === 0 ? 600 : 150));
    await killed(life);
    const first = await answer;
    if (told === undefined && first !== undefined) {
      const { plan } = await shown(
        () => life.laurel.ask(life.officer, 'query ($planId: ID!) { plan(id: $planId) { status } }', { planId }),
        ({ plan: { status } }) => status === 'ISSUED',
      );
      demand(plan.status === 'ISSUED', 'an acknowledged issue is lost');
    }
    told ??= first;
  }
  const { issuePlan } = await give();
  demand(
    told === undefined || told === JSON.stringify(issuePlan),
    `a repeat was answered otherwise: ${told} and ${JSON.stringify(issuePlan)}`,
  );
  const opening = 'query ($planId: ID!) { plan(id: $planId) { opening { state total done nothing } } }';
  const { plan } = await shown(
    () => life.laurel.ask(life.officer, opening, { planId }),
    ({ plan: { opening: process } }) => process?.state === 'RESTING',
  );
  demand(plan.opening?.state === 'RESTING', `the opening does not go on: ${JSON.stringify(plan.opening)}`);
};

/** All are filed in the end; gives how many filings were acknowledged by a process that was then killed. */
const file = async (life: Life, planId: string, all: readonly Obligation[], kills: number): Promise<number> => {
  const clerk = await tokenFor(life.folder, 'UNIT_CLERK', [...new Set(all.flatMap(({ holders }) => holders.map(({ id }) => id)))]);
  const documents = [{ number: '1/BC', date: '2021-01-22', issuer: 'UBND phường' }];
  const order = 'mutation ($input: FileObligationInput!) { fileObligation(input: $input) { errors { message } } }';
  const acknowledged = new Set<string>();
  const rest = () => all.filter(({ id }) => !acknowledged.has(id));
  const fileAll = async ({ ask }: RunningLaurel, ids: string[]): Promise<void> => {
    await Promise.all(
      Array.from({ length: 16 }, async () => {
        for (let id = ids.pop(); id !== undefined; id = ids.pop()) {
          await ask(clerk, order, { input: { obligationId: id, documents, idempotencyKey: `file-${id}` } });
          acknowledged.add(id);
        }
      }),
    );
  };
  for (let round = 0; round < kills; round++) {
    const ids = rest().map(({ id }) => id);
    let ended = false;
    const filing = fileAll(life.laurel, ids)
      .catch(() => undefined)
      .finally(() => (ended = true));
    const enough = acknowledged.size + between(1, obligationsOfThePlan / (kills + 1));
    while (acknowledged.size < enough && !ended) await sleep(2);
    demand(!ended, 'they had ended before it was killed');
    await killed(life);
    await filing;
    const lost = (some: readonly Obligation[]) => some.filter(({ id, status }) => acknowledged.has(id) && status !== 'FILED');
    const stillLost = lost(
      await shown(
        () => obligations(life, planId),
        (now) => lost(now).length === 0,
      ),
    );
    demand(stillLost.length === 0, `acknowledged filings are lost: ${stillLost.map(({ id }) => id).join(' ')}`);
  }
  const before = acknowledged.size;
  // With their keys once more, those that were acknowledged too.
  acknowledged.clear();
  await fileAll(
    life.laurel,
    all.map(({ id }) => id),
  );
  return before;
};

const obligations = async ({ laurel, officer }: Life, planId: string): Promise<readonly Obligation[]> => {
  const query = `query ($planId: ID!, $after: String) { obligations(filter: { planId: $planId }, first: 100, after: $after) {
    edges { node { id status holders { id } timeline { edges { node { event } } } } } pageInfo { hasNextPage endCursor } } }`;
  const found: Obligation[] = [];
  for (let after: string | null = null; ;) {
    const { obligations: page } = await laurel.ask(officer, query, { planId, after });
    found.push(...page.edges.map(({ node }: { node: Obligation }) => node));
    if (!page.pageInfo.hasNextPage) return found;
    after = page.pageInfo.endCursor as string;
  }
};

/** What is asked, once it is as wanted; as it is after 20 seconds otherwise: lists follow the log. */
const shown = async <Answer>(ask: () => Promise<Answer>, wanted: (answer: Answer) => boolean): Promise<Answer> => {
  for (const giveUp = Date.now() + 20_000; ; await sleep(50)) {
    const answer = await ask();
    if (wanted(answer) || Date.now() > giveUp) return answer;
  }
};

const demandEach = (all: readonly Obligation[], events: readonly string[]): void => {
  for (const { id, timeline } of all) {
    const told = timeline.edges.map(({ node }) => node.event);
    demand(told.join() === events.join(), `${id} has ${told.join()} instead of ${events.join()}`);
  }
};

const demand = (holds: boolean, otherwise: string): void => {
  if (!holds) throw new Error(otherwise);
};
