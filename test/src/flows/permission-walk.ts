import type { Owner } from '@laurel/event-sourcing';
import type { Guarded } from './guarded-laurel.js';

/** One path into the schema: what it needs, and whose the thing is that it is tried on. */
export interface Path {
  /** Of the service's table; null where a token is enough. */
  readonly needs: string | null;
  /** Where what is shown is read with another permission than the one that opens the path. */
  readonly shows?: string;
  /** Undefined where nothing is there to be found. */
  readonly owner: Owner | undefined;
}
export interface Question extends Path {
  readonly ask: string;
}
export interface Order extends Path {
  readonly input: Readonly<Record<string, unknown>>;
}
export interface Entity extends Path {
  readonly id: string;
}

const the = (needs: string | null, owner: Owner | undefined, ask: string): Question => ({ needs, owner, ask });
const office: Owner = {};

/** Every field of the composed `Query`, but `node` and `nodes`. A field that has no entry makes the walk red. */
export const questions = (guarded: Guarded): Readonly<Record<string, Question>> => {
  const { planId, taskId, movementId, milestoneId, theirs, phucXa, trucBach, people, delegationId, workId, ids } = guarded;
  const ofPhucXa = { units: [phucXa] };
  const ofBoth = { units: [phucXa, trucBach] };
  const ofHead = { person: people.headPhucXa };
  const ofClerk = { units: [phucXa], person: people.clerkPhucXa };
  const edges = '{ edges { node { id } } }';
  return {
    viewer: the(null, office, 'viewer { permissions }'),
    organisation: the('organisation.read', ofBoth, `organisation(id: "${phucXa}") { id }`),
    organisations: the('organisation.read', ofBoth, `organisations ${edges}`),
    searchOrganisations: the('organisation.read', ofBoth, `searchOrganisations(text: "phuc xa") ${edges}`),
    group: the('group.read', office, `group(id: "${ids.group}") { id }`),
    groups: the('group.read', office, `groups ${edges}`),
    groupMembers: the('group.read', office, `groupMembers(id: "${ids.group}") { id }`),
    office: the('office.read', office, `office(id: "${ids.office}") { id }`),
    offices: the('office.read', office, `offices ${edges}`),
    officeHolder: { ...the('office.read', { person: people.chairman }, `officeHolder(id: "${ids.office}") { id }`), shows: 'person.read' },
    person: the('person.read', ofClerk, `person(id: "${people.clerkPhucXa}") { id }`),
    people: the('person.read', ofPhucXa, `people(unitId: "${phucXa}") ${edges}`),
    searchPeople: the('person.readName', ofClerk, `searchPeople(text: "mau 02") ${edges}`),
    delegation: the('delegation.read', ofHead, `delegation(id: "${delegationId}") { id }`),
    delegations: the('delegation.read', ofHead, `delegations(principalId: "${people.headPhucXa}") ${edges}`),
    directoryWork: the('directory.readWork', office, `directoryWork ${edges}`),
    directoryWorkItem: the('directory.readWork', office, `directoryWorkItem(id: "${workId}") { id }`),

    plan: the('plan.read', office, `plan(id: "${planId}") { id }`),
    plans: the('plan.read', office, `plans ${edges}`),
    planIssues: the('plan.read', office, `planIssues(planId: "${planId}") ${edges}`),
    planTask: the('plan.read', office, `planTask(id: "${taskId}") { id content }`),
    planTasks: the('plan.read', office, `planTasks(planId: "${planId}") ${edges}`),
    searchPlanTasks: the('plan.read', office, `searchPlanTasks(words: "thi dua") ${edges}`),
    officePolicy: the('plan.read', office, 'officePolicy { version }'),
    calendarYear: the('plan.read', office, 'calendarYear(year: 2021) { year }'),
    movement: the('movement.read', office, `movement(id: "${movementId}") { id }`),
    movements: the('movement.read', office, `movements(planId: "${planId}") ${edges}`),
    obligation: the('obligation.read', ofPhucXa, `obligation(id: "${theirs.open}") { id }`),
    obligations: the('obligation.read', ofPhucXa, `obligations(filter: { unitId: "${phucXa}" }) ${edges}`),
    obligationsNotFiled: the('obligation.read', ofBoth, `obligationsNotFiled(milestoneId: "${milestoneId}") ${edges}`),
    obligationsNotFiledCsv: the('obligation.read', ofBoth, `obligationsNotFiledCsv(milestoneId: "${milestoneId}") { rowCount }`),
    agenda: the('obligation.read', ofPhucXa, `agenda(unitId: "${phucXa}", from: "2021-01-01", to: "2021-12-31") ${edges}`),
    officeAgenda: the('obligation.read', ofBoth, `officeAgenda(from: "2021-01-01", to: "2021-12-31") ${edges}`),
    progress: the('obligation.read', ofBoth, `progress(planId: "${planId}", by: QUARTER) { groups { opened } }`),
    reminders: the('obligation.read', ofPhucXa, `reminders(unitId: "${phucXa}") { edges { node { number } } }`),
    bulkWork: the('process.read', undefined, 'bulkWork(workId: "bulk_00000000000000000000000000") { total }'),
    runningWork: the('process.read', undefined, 'runningWork { edges { node { total } } }'),
  };
};

/** Every field of the composed `Mutation`. `expectedVersion`, where there is one, is wrong on purpose: whoever reaches the thing is told so. */
export const orders = (guarded: Guarded, round: string): Readonly<Record<string, Order>> => {
  const { planId, taskId, issueId, movementId, milestoneId, theirs, phucXa, trucBach, people, delegationId, ids } = guarded;
  const ofPhucXa = { units: [phucXa] };
  const ofBoth = { units: [phucXa, trucBach] };
  const ofHead = { person: people.headPhucXa };
  const reason = 'Thử quyền';
  const on = '2021-06-01';
  const document = { number: '1/TQ', date: '2021-01-22', issuer: 'UBND' };
  const to = (needs: string, owner: Owner, input: Readonly<Record<string, unknown>>): Order => ({ needs, owner, input });
  const organisation = (needs: string, input: object) => to(needs, ofPhucXa, { organisationId: phucXa, ...input });
  const person = (input: object) => to('person.change', ofPhucXa, { personId: people.clerkPhucXa, ...input });
  const held = (needs: string, input: object) => to(needs, office, { officeId: ids.office, ...input });
  const obligation = (needs: string, obligationId: string, input: object = {}) => to(needs, ofPhucXa, { obligationId, ...input });
  const plan = (needs: string, input: object = {}) => to(needs, office, { planId, ...input });
  const movement = (input: object) => to('movement.lead', office, { movementId, document, ...input });
  const draft = { planId, issueId, reason };
  return {
    registerOrganisation: to('organisation.register', office, { code: `truong-${round}`, kind: 'SCHOOL', name: 'Trường Thử' }),
    renameOrganisation: organisation('organisation.change', { name: 'Tên Khác', from: on }),
    addOrganisationAlias: organisation('organisation.change', { alias: 'PX' }),
    moveOrganisation: organisation('organisation.change', { from: on }),
    appointLeadingUnit: to('organisation.change', ofPhucXa, { clusterId: ids.cluster, unitId: phucXa, from: on }),
    dissolveOrganisation: organisation('organisation.reorganise', { on }),
    mergeOrganisations: to('organisation.reorganise', office, {
      predecessors: [{ organisationId: phucXa }, { organisationId: phucXa }],
      successor: { organisationId: trucBach },
      on,
    }),
    splitOrganisation: organisation('organisation.reorganise', { successors: [], on }),
    defineGroup: to('group.define', office, { code: `nhom-${round}`, name: 'Nhóm Thử', rule: { kind: 'UNRESOLVED' } }),
    renameGroup: to('group.define', office, { groupId: ids.group, name: 'Tên Khác', from: on }),
    addGroupAlias: to('group.define', office, { groupId: ids.group, alias: 'Tên Khác' }),
    changeGroupRule: to('group.define', office, { groupId: ids.group, rule: { kind: 'UNRESOLVED' }, from: on }),
    retireGroup: to('group.define', office, { groupId: ids.group, on }),
    defineOffice: to('office.define', office, { code: `chuc-vu-${round}`, name: 'Chức Vụ Thử' }),
    renameOffice: held('office.define', { name: 'Tên Khác', from: on }),
    addOfficeAlias: held('office.define', { alias: 'Tên Khác' }),
    abolishOffice: held('office.define', { on }),
    assignOffice: held('office.assign', { personId: people.officer, from: on }),
    vacateOffice: held('office.assign', { on }),
    registerPerson: to('person.register', office, { name: 'Người Thử', unitId: trucBach, from: '2021-02-01' }),
    renamePerson: person({ name: 'Tên Khác', from: on }),
    correctBirthDate: person({ birthDate: '1980-01-01' }),
    transferPerson: person({ unitId: trucBach, from: on }),
    recordLeaving: person({ on }),
    grantDelegation: to('delegation.grant', ofHead, {
      form: 'KT',
      principalId: people.headPhucXa,
      delegateId: people.clerkPhucXa,
      permissions: ['obligation.file'],
      from: on,
    }),
    revokeDelegation: to('delegation.revoke', ofHead, { delegationId, on, reason }),
    loadDirectory: to('directory.load', office, { organisations: 'code' }),

    importPlan: to('plan.draft', office, { text: 'Đây không phải là kế hoạch.' }),
    readPlanAgain: plan('plan.draft'),
    discardPlan: plan('plan.draft', { reason }),
    resolvePlanIssue: to('plan.draft', office, { ...draft, choice: { asWritten: true } }),
    reopenPlanIssue: to('plan.draft', office, draft),
    issuePlan: plan('plan.issue'),
    amendPlan: plan('plan.issue', { document, reason, changes: [{ withdrawTask: { taskId } }] }),
    closePlan: plan('plan.issue', { reason }),
    recordAwaitedDocument: plan('plan.follow', { fromTask: 28, document }),
    recordAnchorDate: plan('plan.follow', { milestoneId, name: 'Công trình', date: on, unitIds: [phucXa] }),
    setOfficePolicy: to('plan.issue', office, { beforeCountsTheDay: false, remindBefore: [3], remindOverdueEvery: 7, reason }),
    uploadFile: to('file.put', ofBoth, { name: 'thu.txt', contentBase64: 'dGjhu60=' }),
    launchMovement: movement({}),
    joinMovement: to('movement.join', ofBoth, { movementId, unitId: phucXa }),
    holdInterimReview: movement({ summary: 'Tốt' }),
    holdFinalReview: movement({ summary: 'Tốt' }),
    fileObligation: obligation('obligation.file', theirs.open, { documents: [document] }),
    withdrawFiling: obligation('obligation.file', theirs.filed, { reason }),
    correctFiling: obligation('obligation.file', theirs.filed, { documents: [document], reason }),
    giveExplanation: obligation('obligation.explain', theirs.explained, { text: 'vì' }),
    acceptFiling: obligation('obligation.review', theirs.filed),
    returnFiling: obligation('obligation.review', theirs.filed, { reasons: [reason] }),
    askExplanation: obligation('obligation.review', theirs.explained, { question: 'vì sao' }),
    permitLateFiling: obligation('obligation.extend', theirs.open, { until: '2021-12-01', reason }),
    extendObligation: obligation('obligation.extend', theirs.open, { lastDay: '2021-12-01', reason }),
    excuseObligation: obligation('obligation.excuse', theirs.open, { reason }),
    dateFilingByPostmark: obligation('obligation.postmark', theirs.filed, { on: '2021-01-22', evidence: 'dấu' }),
    remindObligation: obligation('obligation.remind', theirs.open),
    acknowledgeReminders: obligation('obligation.file', theirs.open, { upTo: 1 }),
    acceptAllFiled: to('obligation.review', office, { milestoneId }),
    extendMilestone: to('obligation.extend', office, { milestoneId, lastDay: '2021-01-01', reason }),
    remindMilestone: to('obligation.remind', office, { milestoneId }),
  };
};

/** Each prefix of an id that `node` knows, with something that has it. */
export const entities = ({ planId, taskId, issueId, movementId, theirs, phucXa, trucBach, people, delegationId, workId, ids }: Guarded) => {
  const at = (needs: string, owner: Owner | undefined, id: string): Entity => ({ needs, owner, id });
  return {
    dlg: at('delegation.read', { person: people.headPhucXa }, delegationId),
    grp: at('group.read', office, ids.group),
    off: at('office.read', office, ids.office),
    org: at('organisation.read', { units: [phucXa, trucBach] }, phucXa),
    per: at('person.read', { units: [phucXa], person: people.clerkPhucXa }, people.clerkPhucXa),
    upl: at('directory.readWork', office, workId),
    reo: at('directory.readWork', undefined, 'reo_00000000000000000000000000'),
    plan: at('plan.read', office, planId),
    task: at('plan.read', office, taskId),
    issue: at('plan.read', office, issueId),
    movement: at('movement.read', office, movementId),
    obligation: at('obligation.read', { units: [phucXa] }, theirs.open),
  } satisfies Record<string, Entity>;
};
