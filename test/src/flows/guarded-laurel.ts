import { readFile } from 'node:fs/promises';
import { type Desk, type Laurel, type LocalLaurel, openLaurel } from './laurel.js';

const document = new URL('../../../services/plans/src/reading/fixtures/ke-hoach-28-kh-ubnd-2021.txt', import.meta.url);

/** Imports the sample plan, settles rows 16 and 21 as the document offers, issues it and waits for its obligations. Gives the plan's id. */
export const issueSamplePlan = async (laurel: Laurel, officer: Desk): Promise<string> => {
  const contentBase64 = (await readFile(document)).toString('base64');
  const { plan } = await officer.does('importPlan', { contentBase64, idempotencyKey: 'plan-28' }, 'plan { id }');
  await laurel.settled();
  const { planIssues } = await officer.see(
    'query ($planId: ID!) { planIssues(planId: $planId, filter: { severity: BLOCKING, resolved: false }) { edges { node { id candidates } } } }',
    { planId: plan.id },
  );
  for (const { node } of planIssues.edges) {
    const choice = { date: node.candidates[0] };
    await officer.does('resolvePlanIssue', { planId: plan.id, issueId: node.id, choice, reason: 'Theo văn bản gốc' });
  }
  await officer.does('issuePlan', { planId: plan.id, idempotencyKey: 'issue' });
  await laurel.settled();
  return plan.id;
};

/** What there is to take: ids, and words that stand in nothing but the papers of Phúc Xá. */
export interface Guarded {
  readonly laurel: LocalLaurel;
  readonly planId: string;
  readonly taskId: string;
  readonly issueId: string;
  readonly movementId: string;
  /** Of Phúc Xá: filed with a file, open and reminded, returned, overdue with an explanation. */
  readonly theirs: { readonly filed: string; readonly open: string; readonly returned: string; readonly explained: string };
  /** All ids of Phúc Xá's obligations that Trúc Bạch does not share. */
  readonly theirIds: readonly string[];
  /** Those that a clerk of Trúc Bạch sees by right. */
  readonly ownIds: readonly string[];
  readonly milestoneId: string;
  readonly fileId: string;
  readonly phucXa: string;
  readonly trucBach: string;
  readonly people: Readonly<Record<'clerkPhucXa' | 'headPhucXa' | 'clerkTrucBach' | 'chairman' | 'officer', string>>;
  readonly delegationId: string;
  readonly workId: string;
  readonly ids: Readonly<Record<'group' | 'office' | 'cluster', string>>;
}

/** In everything that Phúc Xá and the office wrote to each other. */
export const secret = 'MẬT-PHÚC-XÁ';

interface Owed {
  readonly id: string;
  readonly lastDay: string;
  readonly milestoneId: string;
  readonly task: { readonly id: string };
}

const listOf =
  'query ($unitId: ID!) { obligations(filter: { unitId: $unitId }, first: 100) { edges { node { id lastDay milestoneId task { id } } } } }';

/** Laurel on 2021-02-05 with the plan issued and a correspondence between Phúc Xá and the office. */
export const openGuardedLaurel = async (): Promise<Guarded> => {
  const laurel = await openLaurel();
  const [officer, clerk, head, chairman] = await Promise.all([
    laurel.desk('officer'),
    laurel.desk('clerk-phuc-xa'),
    laurel.desk('head-phuc-xa'),
    laurel.desk('chairman'),
  ]);
  const planId = await issueSamplePlan(laurel, officer);
  const [phucXa, trucBach] = [await laurel.id('phuong-phuc-xa'), await laurel.id('phuong-truc-bach')];
  const owedBy = async (unitId: string): Promise<Owed[]> =>
    (await officer.see(listOf, { unitId })).obligations.edges.map(({ node }: { node: Owed }) => node);
  const shared = new Set((await owedBy(trucBach)).map(({ id }) => id));
  const alone = (await owedBy(phucXa)).filter(({ id, lastDay }) => !shared.has(id) && lastDay < '2021-09-01');
  const [overdue, filed, open, returned] = alone;
  if (!overdue || !filed || !open || !returned) throw new Error('the plan of the sample gives Phúc Xá less to do than this needs');
  const paper = { number: `12/${secret}`, date: '2021-01-22', issuer: `UBND ${secret}`, title: secret };

  const contentBase64 = Buffer.from(`nội dung ${secret}`).toString('base64');
  const { file } = await clerk
    .see('mutation ($input: UploadFileInput!) { uploadFile(input: $input) { file { id } } }', {
      input: { name: `${secret}.txt`, contentBase64 },
    })
    .then(({ uploadFile }) => uploadFile);
  await clerk.does('fileObligation', { obligationId: filed.id, documents: [{ ...paper, fileId: file.id }], idempotencyKey: 'a-key' });
  await clerk.does('fileObligation', { obligationId: returned.id, documents: [paper] });
  await officer.does('returnFiling', { obligationId: returned.id, reasons: [`thiếu ${secret}`] });
  await officer.does('remindObligation', { obligationId: open.id, message: `nhắc ${secret}` }, 'sent');
  await laurel.clockTo('2021-02-05T08:00:00+07:00');
  await officer.does('askExplanation', { obligationId: overdue.id, question: `vì sao ${secret}` });
  await head.does('giveExplanation', { obligationId: overdue.id, text: `vì ${secret}` });

  const me = async (desk: Desk): Promise<string> => (await desk.see('{ viewer { person { id } } }')).viewer.person.id;
  const people = {
    clerkPhucXa: await me(clerk),
    headPhucXa: await me(head),
    clerkTrucBach: await me(await laurel.desk('clerk-truc-bach')),
    chairman: await me(chairman),
    officer: await me(officer),
  };
  const granted = await head.does(
    'grantDelegation',
    {
      form: 'KT',
      principalId: people.headPhucXa,
      delegateId: people.clerkPhucXa,
      permissions: ['obligation.file'],
      from: '2021-01-22',
      basis: secret,
    },
    'delegation { id }',
  );
  await laurel.settled();
  const ownIds = (await owedBy(trucBach)).map(({ id }) => id); // the clock has opened more
  const data = await officer.see(
    `query ($planId: ID!) {
      planIssues(planId: $planId, first: 1) { edges { node { id } } }
      movements(planId: $planId, first: 1) { edges { node { id } } }
      directoryWork(first: 1) { edges { node { id } } }
      groups(first: 100) { edges { node { id members { id } } } }
      offices(first: 100) { edges { node { id holder { id } } } }
      organisations(filter: { kind: CLUSTER }, first: 1) { edges { node { id } } }
    }`,
    { planId },
  );
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- of an answer; see Desk
  const first = (list: string, which: (node: any) => boolean = () => true): string =>
    data[list].edges.map(({ node }: { node: unknown }) => node).find(which).id;
  return {
    laurel,
    planId,
    phucXa,
    trucBach,
    people,
    ownIds,
    taskId: open.task.id,
    issueId: first('planIssues'),
    movementId: first('movements'),
    theirs: { filed: filed.id, open: open.id, returned: returned.id, explained: overdue.id },
    theirIds: (await owedBy(phucXa)).map(({ id }) => id).filter((id) => !ownIds.includes(id)),
    milestoneId: open.milestoneId,
    fileId: file.id,
    delegationId: granted.delegation.id,
    workId: first('directoryWork'),
    ids: {
      group: first('groups', ({ members }) => members?.length > 0),
      office: first('offices', ({ holder }) => holder?.id === people.chairman),
      cluster: first('organisations'),
    },
  };
};
