import { type DeadlineRule, lastValidDay, occurrences, relativeDay, type RuleOf } from '@laurel/calendar';
import { load, notFound, type Platform, refuse } from '@laurel/event-sourcing';
import type { DirectoryCopy, SaidOn } from '../copies/directory-copy.js';
import { officePolicy, usualPolicy } from '../office-policy/office-policy.decider.js';
import type { PolicyData } from '../office-policy/office-policy.events.js';
import { obligationsOf } from '../processes/obligations-of.js';
import { actorsOf, editionOf, settledTasks } from './edition-of.js';
import type { EditionMilestone, EditionTask } from './edition.js';
import { allIssues, type IdentifiedReading } from './identified-reading.js';
import type { IssueOfReading, PlanCommand } from './plan.commands.js';
import { plan } from './plan.decider.js';
import type { Amendment, DocumentReference, IssueChoice, OpeningMilestone } from './plan.events.js';
import type { PlanFiles } from './plan-files.js';
import { because } from './plan.reasons.js';
import { isIssued, type Plan } from './plan.state.js';

type DataOf<Type extends PlanCommand['type']> = Extract<PlanCommand, { type: Type }>['data'];
type Imported = Exclude<Plan, { status: 'NOT_IMPORTED' }>;

/** For whom an order is prepared. */
export interface Asker {
  readonly tenant: string;
  readonly person: string;
  /** The business day. */
  readonly today: string;
}

/** An order's data, and the revision that it was prepared from: whoever changes the plan in between makes it be prepared again. */
export interface Prepared<Data> {
  readonly data: Data;
  readonly basedOn: number;
}

/** A change of an issued plan as people ask for it. */
export type AskedChange =
  | { readonly kind: 'DEADLINE'; readonly milestoneId: string; readonly rule: DeadlineRule }
  | { readonly kind: 'ACTORS'; readonly milestoneId: string; readonly refs: readonly [string, ...string[]] }
  | { readonly kind: 'WITHDRAW'; readonly taskId: string };

/**
 * What an order of a plan needs besides the words of the person: the reading, the members of groups as of then, the edition.
 * All of it is read before the command is built and stands in it, so that deciding needs nothing else.
 */
export class PlanPreparations {
  constructor(
    private readonly platform: Platform,
    private readonly files: PlanFiles,
    private readonly directory: DirectoryCopy,
  ) {}

  async resolution(
    planId: string,
    asked: { readonly issueId: string; readonly choice: IssueChoice; readonly reason: string },
    asker: Asker,
  ): Promise<Prepared<DataOf<'ResolvePlanIssue'>>> {
    const { state, revision, reading } = await this.planAndReading(planId, asker);
    const issue = issueIn(reading, asked.issueId);
    if (asked.choice.kind === 'REFS') await this.known(asked.choice.refs, asker);
    const data = { reading: state.reading, issue, choice: asked.choice, reason: asked.reason };
    if (!isIssued(state)) return { data: { ...data, opens: [], ...nobody }, basedOn: revision };

    const { policy } = await this.files.edition(asker.tenant, state.edition);
    const choices = new Map(state.resolutions).set(issue.id, { code: issue.code, severity: issue.severity, choice: asked.choice, reason: asked.reason });
    const tasks = settledTasks({ reading, choices, amendments: state.amendments, policy });
    const said = await this.directory.meaning(asker.tenant, actorsOf(tasks), asker.today);
    const edition = await this.putEdition(asker, state, reading, choices, state.amendments, policy, tasks, said);
    const opens = milestonesOf(tasks)
      .filter(({ id, rule }) => id === issue.milestoneId && asked.choice.kind === 'RECURRENCE' && rule.kind === 'RECURRING')
      .flatMap(({ id, rule }) => roundOn(id, rule as RuleOf<'RECURRING'>, asker.today, policy));
    return { data: { ...data, edition, opens, ...said }, basedOn: revision };
  }

  async issue(planId: string, asker: Asker): Promise<Prepared<DataOf<'IssuePlan'>>> {
    const { state, revision, reading } = await this.planAndReading(planId, asker);
    const policy = await this.policy(asker);
    const tasks = settledTasks({ reading, choices: state.resolutions, amendments: [], policy });
    const said = await this.directory.meaning(asker.tenant, actorsOf(tasks), asker.today);
    const parts = { reading, number: state.head.number, choices: state.resolutions, amendments: [], policy };
    const edition = editionOf(parts, tasks, said);
    return {
      data: {
        reading: state.reading,
        blocking: allIssues(reading)
          .filter(({ issue }) => issue.severity === 'BLOCKING')
          .map(({ issue }) => issueIn(reading, issue.publicId)),
        edition: await this.files.put(asker.tenant, asker.person, edition),
        counts: {
          tasks: tasks.length,
          milestones: milestonesOf(tasks).length,
          obligations: obligationsOf(edition, asker.today).length,
        },
        emptyGroups: Object.entries(said.groups).flatMap(([group, members]) => (members.length === 0 ? [group] : [])),
      },
      basedOn: revision,
    };
  }

  async amendment(
    planId: string,
    asked: { readonly document: DocumentReference; readonly reason: string; readonly changes: readonly [AskedChange, ...AskedChange[]] },
    asker: Asker,
  ): Promise<Prepared<DataOf<'AmendPlan'>>> {
    const { state, revision, reading } = await this.planAndReading(planId, asker);
    if (!isIssued(state)) return { data: { document: asked.document, reason: asked.reason, changes: [] as never, edition: '' }, basedOn: revision };
    const { policy, tasks: before } = await this.files.edition(asker.tenant, state.edition);
    await this.known(
      asked.changes.flatMap((change) => (change.kind === 'ACTORS' ? change.refs : [])),
      asker,
    );
    const changes = asked.changes.map((change) => amendmentOf(change, before, policy)) as [Amendment, ...Amendment[]]; // as many as were asked
    const amendments = [...state.amendments, ...changes];
    const tasks = settledTasks({ reading, choices: state.resolutions, amendments, policy });
    const said = await this.directory.meaning(asker.tenant, actorsOf(tasks), asker.today);
    const edition = await this.putEdition(asker, state, reading, state.resolutions, amendments, policy, tasks, said);
    return { data: { document: asked.document, reason: asked.reason, changes, edition }, basedOn: revision };
  }

  async awaitedDocument(
    planId: string,
    asked: { readonly awaited: string; readonly document: DocumentReference; readonly dates: readonly { milestoneId: string; rule: DeadlineRule }[] },
    asker: Asker,
  ): Promise<Prepared<DataOf<'ReceiveAwaitedDocument'>>> {
    const { state, revision } = await this.planAndReading(planId, asker);
    const nothing = { awaited: asked.awaited, document: asked.document, dates: [], tasks: [], opens: [], awaits: [], ...nobody };
    if (!isIssued(state)) return { data: nothing, basedOn: revision };

    const { policy, tasks: all } = await this.files.edition(asker.tenant, state.edition);
    const tasks = all.filter(({ withdrawn }) => !withdrawn);
    const waiting = milestonesOf(tasks).filter(({ rule }) => awaitedBy(rule).includes(asked.awaited));
    const dates = asked.dates.map(({ milestoneId, rule }) => {
      if (!waiting.some(({ id }) => id === milestoneId)) throw refuse(because('MILESTONE_NOT_AWAITING', { milestoneId }));
      return { milestoneId, lastDay: lastValidDay(rule, policy) ?? asker.today };
    });
    const dated = new Map([...state.dated, ...dates.map(({ milestoneId, lastDay }) => [milestoneId, lastDay] as const)]);
    const received = new Set([...state.received, asked.awaited]);
    const opens = waiting
      .filter(({ rule }) => awaitedBy(rule).every((each) => received.has(each)))
      .flatMap(({ id }) => (dated.has(id) ? [{ milestoneId: id, lastDay: dated.get(id)! }] : []));
    const actors = milestonesOf(tasks)
      .filter(({ id }) => opens.some(({ milestoneId }) => milestoneId === id))
      .flatMap(({ actors: each }) => each);
    return {
      data: {
        awaited: asked.awaited,
        document: asked.document,
        dates,
        tasks: tasks.filter(({ milestones }) => milestones.some(({ id }) => waiting.some((each) => each.id === id))).map(({ id }) => id),
        opens,
        awaits: [...new Set(milestonesOf(tasks).flatMap(({ rule }) => awaitedBy(rule)))],
        ...(await this.directory.meaning(asker.tenant, actors, asker.today)),
      },
      basedOn: revision,
    };
  }

  async anchor(
    planId: string,
    asked: { readonly milestoneId: string; readonly name: string; readonly date: string; readonly units: readonly [string, ...string[]] },
    asker: Asker,
  ): Promise<Prepared<DataOf<'RecordAnchor'>>> {
    const { state, revision } = await this.planAndReading(planId, asker);
    await this.known(asked.units, asker);
    const { milestoneId, name, date, units } = asked;
    const data = { anchor: 'unknown', name, date, units: [...units] as [string, ...string[]] };
    if (!isIssued(state)) return { data: { ...data, opens: [{ milestoneId, lastDay: date, occurrence: name }] }, basedOn: revision };

    const { tasks } = await this.files.edition(asker.tenant, state.edition);
    const rule = milestonesOf(tasks).find(({ id }) => id === milestoneId)?.rule;
    if (rule?.kind !== 'RELATIVE') throw refuse(because('MILESTONE_NOT_RELATIVE', { milestoneId }));
    const opens: [OpeningMilestone] = [{ milestoneId, lastDay: relativeDay(rule, date), occurrence: name }];
    return { data: { ...data, anchor: rule.anchor, opens }, basedOn: revision };
  }

  /** Whom the actors of these milestones mean now: for timers and processes, which open things by themselves. */
  async meaningNow(tenant: string, planId: string, milestoneIds: readonly string[], today: string): Promise<SaidOn> {
    const found = await load(this.platform, plan, planId, { tenant });
    if (!found || !isIssued(found.state)) return nobody;
    const { tasks } = await this.files.edition(tenant, found.state.edition);
    const actors = milestonesOf(tasks).flatMap(({ id, actors: each }) => (milestoneIds.includes(id) ? each : []));
    return this.directory.meaning(tenant, actors, today);
  }

  /** For people: what is known by these references. */
  async namesOf(tenant: string, refs: readonly string[], today: string): Promise<readonly string[]> {
    if (refs.length === 0) return [];
    const names = await this.directory.names(tenant, today);
    return refs.map((ref) => names.get(ref)?.nameVi ?? ref);
  }

  private async planAndReading(planId: string, { tenant }: Asker) {
    const found = await load(this.platform, plan, planId, { tenant });
    if (!found) throw notFound();
    const state = found.state as Imported; // it has events, so it was imported
    return { state, revision: found.revision, reading: await this.files.reading(tenant, state.reading) };
  }

  private async policy({ tenant }: Asker): Promise<PolicyData> {
    return (await load(this.platform, officePolicy, tenant, { tenant }))?.state ?? usualPolicy;
  }

  private async known(refs: readonly string[], { tenant, today }: Asker): Promise<void> {
    if (refs.length === 0) return;
    const names = await this.directory.names(tenant, today);
    const [unknown, ...more] = refs.filter((ref) => !names.has(ref)).map((ref) => because('UNKNOWN_REFERENCE', { ref }));
    if (unknown) throw refuse(unknown, ...more);
  }

  private putEdition(
    asker: Asker,
    { head: { number } }: Imported,
    reading: IdentifiedReading,
    choices: Imported['resolutions'],
    amendments: readonly Amendment[],
    policy: PolicyData,
    tasks: readonly EditionTask[],
    said: SaidOn,
  ): Promise<string> {
    return this.files.put(asker.tenant, asker.person, editionOf({ reading, number, choices, amendments, policy }, tasks, said));
  }
}

const nobody: SaidOn = { groups: {}, acting: {} };

const milestonesOf = (tasks: readonly EditionTask[]): readonly EditionMilestone[] => tasks.flatMap(({ milestones }) => milestones);

/** The papers that a rule waits for, as keys: a task of this plan, or a body outside. */
export const awaitedBy = (rule: DeadlineRule): readonly string[] =>
  rule.kind === 'AWAITS_DOCUMENT' ? rule.awaits.map(({ fromTask, external, document }) => (fromTask === undefined ? (external ?? document) : `task:${fromTask}`)) : [];

const issueIn = (reading: IdentifiedReading, id: string): IssueOfReading => {
  const found = allIssues(reading).find(({ issue }) => issue.publicId === id);
  if (!found) throw refuse(because('UNKNOWN_REFERENCE', { ref: id }));
  const { issue, task } = found;
  const milestone = issue.milestone === undefined ? undefined : task?.milestones[issue.milestone];
  return {
    id,
    code: issue.code,
    severity: issue.severity,
    text: issue.where.text,
    ...(task && { taskId: task.id }),
    ...(task?.no !== undefined && { taskNo: task.no }),
    ...(milestone && { milestoneId: milestone.id }),
  };
};

/** The occurrence of a day: what is owed at once when a recurrence is settled in the middle of its year. */
export const roundOn = (milestoneId: string, rule: RuleOf<'RECURRING'>, today: string, policy: PolicyData): readonly OpeningMilestone[] =>
  occurrences(rule, { from: today, until: today }, policy).map(({ period, lastValidDay: lastDay }) => ({
    milestoneId,
    lastDay,
    firstDay: period.from,
    occurrence: period.label,
  }));

const amendmentOf = (change: AskedChange, tasks: readonly EditionTask[], policy: PolicyData): Amendment => {
  if (change.kind === 'WITHDRAW') {
    const task = tasks.find(({ id }) => id === change.taskId);
    if (!task) throw refuse(because('UNKNOWN_REFERENCE', { ref: change.taskId }));
    return { kind: 'TASK_WITHDRAWN', taskId: task.id, taskNo: task.no };
  }
  const { milestoneId } = change;
  if (!milestonesOf(tasks).some(({ id }) => id === milestoneId)) throw refuse(because('UNKNOWN_REFERENCE', { ref: milestoneId }));
  if (change.kind === 'ACTORS') return { kind: 'MILESTONE_ACTORS', milestoneId, refs: [...change.refs] as [string, ...string[]] };
  const lastDay = lastValidDay(change.rule, policy);
  if (lastDay === undefined) throw refuse(because('UNKNOWN_REFERENCE', { ref: milestoneId }));
  return { kind: 'MILESTONE_DEADLINE', milestoneId, rule: change.rule, lastDay };
};
