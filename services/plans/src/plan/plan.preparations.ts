import { lastValidDay, relativeDay, type RuleOf, YearWithoutDaysOff } from '@laurel/calendar';
import { type Handled, load, notFound, type Platform, type Reason, type Reasons, refuse } from '@laurel/event-sourcing';
import type { DirectoryCopy, SaidOn } from '../copies/directory-copy.js';
import { officePolicy, usualPolicy } from '../office-policy/office-policy.decider.js';
import type { PolicyData } from '../office-policy/office-policy.events.js';
import { obligationsOf } from '../processes/obligations-of.js';
import { milestonesOf, opensOn } from '../processes/rounds.js';
import { type AskedChange, amendmentsOf, type GivenDeadline } from './amendments-of.js';
import { awaitedBy } from './awaited-by.js';
import { actorsOf, editionOf, settledTasks, unassigned } from './edition-of.js';
import type { EditionMilestone, EditionTask } from './edition.js';
import type { IdentifiedReading } from './identified-reading.js';
import { blockingIssues, issueIn } from './issue-of-reading.js';
import { type PlanAction, whyNot } from './plan.actions.js';
import type { PlanCommand } from './plan.commands.js';
import { plan } from './plan.decider.js';
import type { Amendment, DocumentReference, IssueChoice, OpeningMilestone, PlanEvent } from './plan.events.js';
import type { PlanFiles } from './plan-files.js';
import { because } from './plan.reasons.js';
import { isIssued, type Plan } from './plan.state.js';
import { settleTask } from './settle.js';
import { ruleInYear } from './settle-rule.js';

type DataOf<Type extends PlanCommand['type']> = Extract<PlanCommand, { type: Type }>['data'];
type Imported = Exclude<Plan, { status: 'NOT_IMPORTED' }>;
type Issued = Extract<Plan, { status: 'ISSUED' | 'CLOSED' }>;

/** For whom an order is prepared. */
export interface Asker {
  readonly tenant: string;
  /** Who puts files: the person, or the process that acts. */
  readonly person: string;
  /** The business day. */
  readonly today: string;
}

/** An order's data, and the revision that it was prepared from: whoever changes the plan in between makes it be prepared again. */
export interface Prepared<Data> {
  readonly data: Data;
  readonly basedOn: number;
}

/** One request that a relative deadline hangs on. */
export interface AskedAnchor {
  readonly milestoneId: string;
  readonly name: string;
  readonly date: string;
  readonly units: readonly [string, ...string[]];
}

/**
 * What an order of a plan needs besides the words of the person: the reading, the members of groups as of then, the edition.
 * All of it is read before the command is built and stands in it, so that deciding needs nothing else. What cannot be prepared is
 * refused; whoever gives the order sees to it that a repeat of what was done is answered all the same.
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
    const { state, revision, reading } = await this.planFor('ResolvePlanIssue', planId, asker);
    const issue = issueIn(reading, asked.issueId);
    if (!issue) throw refuse(because('UNKNOWN_REFERENCE', { ref: asked.issueId }));
    if (asked.choice.kind === 'REFS') await this.known(asked.choice.refs, asker);
    if (asked.choice.kind === 'YEAR') yearFits(asked.choice.year, issue.milestoneId, reading);
    const data = { reading: state.reading, issue, choice: asked.choice, reason: asked.reason };
    if (!isIssued(state)) return { data: { ...data, opens: [], groups: {}, acting: {} }, basedOn: revision };

    const before = await this.files.edition(asker.tenant, state.edition);
    const { id, code, severity } = issue;
    const choices = new Map(state.resolutions).set(id, { code, severity, choice: asked.choice, reason: asked.reason });
    const { edition, said, tasks } = await this.edition(
      state,
      reading,
      { choices, policy: before.policy, amendments: state.amendments },
      asker,
    );
    const taskOf = (all: readonly EditionTask[]) =>
      all.filter((task) => task.id === issue.taskId && !task.withdrawn).flatMap((task) => task.milestones);
    const opens = opensAnew(taskOf(before.tasks), taskOf(tasks)).flatMap((milestone) => [
      ...opensOn(milestone, before, asker.today),
      ...arrived(milestone, state),
    ]);
    return { data: { ...data, edition, opens, ...said }, basedOn: revision };
  }

  /** The last day in time that a resolution leaves its milestone, or the day that it chose for something else; undefined where it chose none. */
  async lastDayChosen({ state, events }: Handled<Plan, PlanEvent>, tenant: string): Promise<string | undefined> {
    const resolved = events.find((event) => event.type === 'PlanIssueResolved')?.data;
    if (!resolved || state.status === 'NOT_IMPORTED') return undefined;
    const { choice, taskId, milestoneId } = resolved;
    if (choice.kind !== 'DATE' && choice.kind !== 'RULE' && choice.kind !== 'YEAR') return undefined;
    const { tasks } = await this.files.reading(tenant, state.reading);
    const task = tasks.find(({ id }) => id === taskId);
    const policy = isIssued(state) ? (await this.files.edition(tenant, state.edition)).policy : await this.policy({ tenant });
    const milestone = task && settleTask(task, { choices: state.resolutions, policy }).milestones.find(({ id }) => id === milestoneId);
    if (!milestone) return choice.kind === 'DATE' ? choice.date : undefined;
    return milestone.lastDay ?? lastValidDay(milestone.rule, policy);
  }

  async issue(planId: string, asker: Asker): Promise<Prepared<DataOf<'IssuePlan'>>> {
    const { state, revision, reading } = await this.planFor('IssuePlan', planId, asker);
    const settled = { choices: state.resolutions, amendments: [], policy: await this.policy(asker) };
    const { edition, content, said, tasks } = await this.edition(state, reading, settled, asker);
    return {
      data: {
        reading: state.reading,
        blocking: blockingIssues(reading),
        edition,
        counts: {
          tasks: tasks.length,
          milestones: milestonesOf({ tasks }).length,
          obligations: obligationsOf(content, asker.today).length,
        },
        emptyGroups: Object.entries(said.groups).flatMap(([group, members]) => (members.length === 0 ? [group] : [])),
        unassigned: unassigned(tasks),
      },
      basedOn: revision,
    };
  }

  async amendment(
    planId: string,
    asked: { readonly document: DocumentReference; readonly reason: string; readonly changes: readonly [AskedChange, ...AskedChange[]] },
    asker: Asker,
  ): Promise<Prepared<DataOf<'AmendPlan'>>> {
    const { state, revision, reading, policy, standing } = await this.issuedFor('AmendPlan', planId, asker);
    await this.known(
      asked.changes.flatMap((change) => (change.kind === 'ACTORS' ? change.refs : [])),
      asker,
    );
    const changes = amendmentsOf(asked.changes, standing, policy);
    const amendments: readonly Amendment[] = [...state.amendments, ...changes];
    const { edition } = await this.edition(state, reading, { choices: state.resolutions, amendments, policy }, asker);
    return { data: { document: asked.document, reason: asked.reason, changes, edition }, basedOn: revision };
  }

  async awaitedDocument(
    planId: string,
    asked: {
      readonly awaited: string;
      readonly document: DocumentReference;
      readonly dates: readonly { milestoneId: string; rule: GivenDeadline }[];
    },
    asker: Asker,
  ): Promise<Prepared<DataOf<'ReceiveAwaitedDocument'>>> {
    const { state, revision, policy, standing } = await this.issuedFor('ReceiveAwaitedDocument', planId, asker);
    const all = milestonesOf({ tasks: standing });
    const waiting = all.filter(({ milestone: { rule } }) => awaitedBy(rule).includes(asked.awaited));
    refuseAny(
      asked.dates
        .filter(({ milestoneId }) => !waiting.some(({ milestone }) => milestone.id === milestoneId))
        .map(({ milestoneId }) => because('MILESTONE_NOT_AWAITING', { milestoneId })),
    );
    const dates = asked.dates.map(({ milestoneId, rule }) => ({
      milestoneId,
      lastDay: lastValidDay(rule, policy)!, // a given deadline has its day
      ...(rule.kind === 'WITHIN' && rule.from !== undefined && { firstDay: rule.from }),
    }));
    const now = {
      dated: new Map([...state.dated, ...dates.map((each) => [each.milestoneId, each] as const)]),
      received: new Set([...state.received, asked.awaited]),
    };
    const opens = waiting.flatMap(({ milestone }) => arrived(milestone, now));
    const actors = waiting
      .filter(({ milestone }) => opens.some(({ milestoneId }) => milestoneId === milestone.id))
      .flatMap((each) => each.milestone.actors);
    return {
      data: {
        awaited: asked.awaited,
        document: asked.document,
        dates,
        tasks: [...new Set(waiting.map(({ task }) => task.id))],
        opens,
        awaits: [...new Set(all.flatMap(({ milestone }) => awaitedBy(milestone.rule)))],
        ...(await this.directory.meaning(asker.tenant, actors, asker.today)),
      },
      basedOn: revision,
    };
  }

  async anchor(planId: string, { milestoneId, name, date, units }: AskedAnchor, asker: Asker): Promise<Prepared<DataOf<'RecordAnchor'>>> {
    const { revision, standing } = await this.issuedFor('RecordAnchor', planId, asker);
    await this.known(units, asker, ({ isOrganisation }) => isOrganisation);
    const rule = milestonesOf({ tasks: standing }).find(({ milestone: { id } }) => id === milestoneId)?.milestone.rule;
    if (rule?.kind !== 'RELATIVE') throw refuse(because('MILESTONE_NOT_RELATIVE', { milestoneId }));
    const opens: [OpeningMilestone] = [{ milestoneId, lastDay: dayFrom(rule, date), occurrence: name }];
    return { data: { anchor: rule.anchor, name, date, units: [...units] as [string, ...string[]], opens }, basedOn: revision }; // not empty: a copy of what is not
  }

  /** Whom the actors of these milestones mean now: for timers and processes, which open things by themselves. */
  async meaningNow(tenant: string, planId: string, milestoneIds: readonly string[], today: string): Promise<SaidOn> {
    const found = await load(this.platform, plan, planId, { tenant });
    if (!found || !isIssued(found.state)) return { groups: {}, acting: {} };
    const edition = await this.files.edition(tenant, found.state.edition);
    const actors = milestonesOf(edition).flatMap(({ milestone }) => (milestoneIds.includes(milestone.id) ? milestone.actors : []));
    return this.directory.meaning(tenant, actors, today);
  }

  /** For people: what is known by these references. */
  async namesOf(tenant: string, refs: readonly string[], today: string): Promise<readonly string[]> {
    if (refs.length === 0) return [];
    const names = await this.directory.names(tenant, today);
    return refs.map((ref) => names.get(ref)?.nameVi ?? ref);
  }

  private async planFor(action: PlanAction, planId: string, { tenant }: Asker) {
    const found = await load(this.platform, plan, planId, { tenant });
    if (!found || found.state.status === 'NOT_IMPORTED') throw notFound();
    const { state, revision } = found;
    const reason = whyNot(action, state.status);
    if (reason) throw refuse(reason);
    return { state, revision, reading: await this.files.reading(tenant, state.reading) };
  }

  /** With the tasks that stand: what was withdrawn is there no more. */
  private async issuedFor(action: PlanAction, planId: string, asker: Asker) {
    const { state, revision, reading } = await this.planFor(action, planId, asker);
    if (!isIssued(state)) throw new Error(`${action} is allowed to a plan that was not issued`);
    const { policy, tasks } = await this.files.edition(asker.tenant, state.edition);
    return { state, revision, reading, policy, standing: tasks.filter(({ withdrawn }) => !withdrawn) };
  }

  private async policy({ tenant }: Pick<Asker, 'tenant'>): Promise<PolicyData> {
    return (await load(this.platform, officePolicy, tenant, { tenant }))?.state ?? usualPolicy;
  }

  private async known(
    refs: readonly string[],
    { tenant, today }: Asker,
    fits: (name: { readonly isOrganisation: boolean }) => boolean = () => true,
  ): Promise<void> {
    if (refs.length === 0) return;
    const names = await this.directory.names(tenant, today);
    const isKnown = (ref: string): boolean => {
      const name = names.get(ref);
      return name !== undefined && fits(name);
    };
    refuseAny(refs.filter((ref) => !isKnown(ref)).map((ref) => because('UNKNOWN_REFERENCE', { ref })));
  }

  /** The edition that follows, put away; with whom it means as of today. */
  private async edition(
    { head: { number } }: Imported,
    reading: IdentifiedReading,
    {
      choices,
      amendments,
      policy,
    }: Pick<Issued, 'amendments'> & { readonly choices: Imported['resolutions']; readonly policy: PolicyData },
    asker: Asker,
  ) {
    const tasks = settledTasks({ reading, choices, amendments, policy });
    const said = await this.directory.meaning(asker.tenant, actorsOf(tasks), asker.today);
    const content = editionOf({ reading, number, choices, amendments, policy }, tasks, said);
    return { content, tasks, said, edition: await this.files.put(asker.tenant, asker.person, content) };
  }
}

const refuseAny = (reasons: readonly Reason[]): void => {
  if (reasons.length > 0) throw refuse(...(reasons as unknown as Reasons)); // not empty, as just seen
};

/** Milestones that somebody else owes now, or whose rhythm is known now. */
const opensAnew = (before: readonly EditionMilestone[], now: readonly EditionMilestone[]): readonly EditionMilestone[] => {
  const owed = ({ actors, rule, allMeant }: EditionMilestone): string =>
    JSON.stringify([actors, rule.kind === 'RECURRING' && [rule.every, allMeant]]);
  const known = new Map(before.map((milestone) => [milestone.id, owed(milestone)]));
  return now.filter((milestone) => known.get(milestone.id) !== owed(milestone));
};

/** What opens of a milestone that waits for documents: nothing before all have arrived and one has dated it. */
const arrived = ({ id, rule }: EditionMilestone, { dated, received }: Pick<Issued, 'dated' | 'received'>): readonly OpeningMilestone[] => {
  const given = dated.get(id);
  const awaited = awaitedBy(rule);
  return given !== undefined && awaited.length > 0 && awaited.every((each) => received.has(each)) ? [given] : [];
};

const yearFits = (year: number, milestoneId: string | undefined, reading: IdentifiedReading): void => {
  const milestone = reading.tasks.flatMap(({ milestones }) => milestones).find(({ id }) => id === milestoneId);
  if (milestone && !ruleInYear(milestone.deadline, year)) throw refuse(because('NO_SUCH_DAY_IN_YEAR', { text: milestone.raw, year }));
};

const dayFrom = (rule: RuleOf<'RELATIVE'>, anchor: string): string => {
  try {
    return relativeDay(rule, anchor);
  } catch (error) {
    if (error instanceof YearWithoutDaysOff) throw refuse(because('YEAR_WITHOUT_DAYS_OFF', { year: error.year }));
    throw error;
  }
};
