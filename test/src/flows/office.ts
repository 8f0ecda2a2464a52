import { readFile } from 'node:fs/promises';
import type { Desk, Laurel } from './laurel.js';
import { clusters, offices, wards } from './units.js';

const document = new URL('../../../services/plans/src/reading/fixtures/ke-hoach-28-kh-ubnd-2021.txt', import.meta.url);

export interface Owed {
  readonly id: string;
  readonly row: number;
  readonly milestoneId: string;
  readonly occurrence: string | null;
  readonly firstDay: string | null;
  readonly lastDay: string;
  readonly status: string;
  readonly overdue: boolean;
  /** Codes of those who owe it, and of those who may act on it. */
  readonly units: readonly string[];
  readonly holders: readonly string[];
}

interface OwedNode extends Omit<Owed, 'row' | 'units' | 'holders'> {
  readonly task: { readonly no: number };
  readonly units: readonly { readonly id: string }[];
  readonly holders: readonly { readonly id: string }[];
}

interface TaskNode {
  readonly id: string;
  readonly no: number;
  readonly milestones: readonly { readonly id: string; readonly raw: string }[];
}

/** The emulation office with its plan of the year. */
export interface Office {
  readonly officer: Desk;
  readonly planId: string;
  /** Id of a row's milestone, in the order of its cell. */
  milestone(row: number, index?: number): string;
  task(row: number): string;
  rowOf(taskId: string): number;
  codeOf(id: string): string;
  /** Everything of the plan that a filter of `obligations` finds. */
  owed(filter: string): Promise<readonly Owed[]>;
  owedFor(row: number, index?: number): Promise<readonly Owed[]>;
  /** The one obligation of a unit for a row; `occurrence` where the row recurs. */
  owedBy(unit: string, row: number, occurrence?: string): Promise<Owed>;
}

/** Imports a plan as the officer: the real one, or another text. */
export const officeWithPlan = async (laurel: Laurel, text?: string): Promise<Office> => {
  const officer = await laurel.desk('officer');
  const contentBase64 = (text === undefined ? await readFile(document) : Buffer.from(text)).toString('base64');
  const input = { contentBase64, idempotencyKey: 'the plan of the year' };
  const { plan } = await officer.does('importPlan', input, 'plan { id }');
  return officeOf(laurel, plan.id as string);
};

/** The office as it finds a plan that was imported before. */
export const officeOf = async (laurel: Laurel, planId: string): Promise<Office> => {
  const officer = await laurel.desk('officer');
  await laurel.settled();
  const { planTasks } = await officer.see(
    'query ($planId: ID!) { planTasks(planId: $planId, first: 100) { edges { node { id no milestones { id raw } } } } }',
    { planId },
  );
  const tasks = (planTasks.edges as readonly { readonly node: TaskNode }[]).map(({ node }) => node);
  const codes = new Map<string, string>();
  for (const code of [...wards, ...offices, ...clusters]) codes.set(await laurel.id(code), code);
  const codeOf = (id: string): string => codes.get(id) ?? id;
  const taskOf = (row: number): TaskNode => tasks.find(({ no }) => no === row)!;

  const list = async (filter: string): Promise<readonly Owed[]> => {
    const found: Owed[] = [];
    for (let after: string | null = null, more = true; more;) {
      const { obligations } = await officer.see(
        `query ($after: String) { obligations(filter: { ${filter} }, first: 100, after: $after) {
          edges { cursor node { id task { no } milestoneId occurrence firstDay lastDay status overdue units { id } holders { id } } } pageInfo { hasNextPage } } }`,
        { after },
      );
      for (const { cursor, node } of obligations.edges as readonly { readonly cursor: string; readonly node: OwedNode }[]) {
        const { task, units, holders, ...rest } = node;
        found.push({ ...rest, row: task.no, units: units.map(({ id }) => codeOf(id)), holders: holders.map(({ id }) => codeOf(id)) });
        after = cursor;
      }
      more = obligations.pageInfo.hasNextPage as boolean;
    }
    return found;
  };
  const owed: Office['owed'] = (filter) => list(`planId: "${planId}", ${filter}`);
  return {
    officer,
    planId,
    milestone: (row, index = 0) => taskOf(row).milestones[index]!.id,
    task: (row) => taskOf(row).id,
    rowOf: (taskId) => tasks.find(({ id }) => id === taskId)!.no,
    codeOf,
    owed,
    owedFor: (row, index = 0) => list(`milestoneId: "${taskOf(row).milestones[index]!.id}"`),
    owedBy: async (unit, row, occurrence) => {
      const found = (await owed(`unitId: "${await laurel.id(unit)}"`)).filter(
        (each) => each.row === row && each.units.includes(unit) && (occurrence === undefined || each.occurrence === occurrence),
      );
      if (found.length !== 1) throw new TypeError(`${unit} owes ${found.length} obligations for row ${row}`);
      return found[0]!;
    },
  };
};

interface Issue {
  readonly id: string;
  readonly code: string;
  readonly severity: string;
  readonly task: { readonly no: number } | null;
  readonly candidates: readonly string[];
}

/** Settles every issue of the plan: rows 16 and 21 by their candidates, row 36 each quarter, row 37 each month, all else as written. */
export const settleAllIssues = async ({ officer, planId }: Office): Promise<void> => {
  const { planIssues } = await officer.see(
    'query ($planId: ID!) { planIssues(planId: $planId, first: 100) { edges { node { id code severity task { no } candidates } } } }',
    { planId },
  );
  for (const { node } of planIssues.edges as readonly { readonly node: Issue }[]) {
    await officer.does('resolvePlanIssue', { planId, issueId: node.id, choice: choiceOf(node), reason: 'Theo bản gốc của Phòng Nội vụ' });
  }
};

const choiceOf = ({ code, severity, task, candidates }: Issue): Readonly<Record<string, unknown>> => {
  if (severity === 'BLOCKING') return { date: candidates[0] };
  if (code === 'AMBIGUOUS_RECURRENCE') return { recurrence: [task?.no === 36 ? 'QUARTERLY' : 'MONTHLY'] };
  return { asWritten: true };
};
