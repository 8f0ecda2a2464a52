import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { localDay } from '@laurel/calendar';
import { samplePeople } from '@laurel/directory';
import { engineAddress } from '@laurel/testing/engine-address';
import { tenant } from '../flows/laurel.js';
import { type Stack, startStack } from '../flows/stack.js';
import { rawPostgres } from './event-store/raw-postgres.js';
import { sample } from './event-store/sample.js';
import { debts, imported } from './laurel/district.js';
import { longPlan } from './laurel/long-plan.js';
import { type Begun, type Member, membersOf, oneMore } from './laurel/members.js';
import { processorMs, residentMiB } from './laurel/system.js';
import { type Visible, visibleIn } from './laurel/visible.js';
import { type Spread, spread } from './read-models/spread.js';

/** Obligations for each of warming up, with a position and by asking again; thrice as many orders. */
const each = 50;
/** Delegations granted and taken back. */
const delegations = 60;
/** Between two questions: whoever asks without a pause takes the processors from those who are to bring the answer. */
const pauseMs = 10;
/** V8 tidies up for two minutes after there was something to do. */
const untilAtRestMs = 150_000;
const restSeconds = 60;

/** The distributed form as processes of their own on the engines of the tests, two of each service, through the gateway over HTTP. Linux. */
export const stack = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'laurel-bench-stack-'));
  try {
    const fresh = await timedStart(folder);
    const figures = await measured(fresh.stack, folder).finally(() => fresh.stack.stop());
    const again = await timedStart(folder);
    await again.stack.stop();
    return { ...figures, firstScreenMs: { onNothing: fresh.ms, onItsData: again.ms } };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const timedStart = async (folder: string): Promise<{ readonly stack: Stack; readonly ms: number }> => {
  const begun = performance.now();
  const running = await startStack(folder);
  return { stack: running, ms: Math.round(performance.now() - begun) };
};

const measured = async (running: Stack, folder: string) => {
  const officer = await running.desk('officer');
  const planId = await imported(officer, longPlan({ tasks: 42, every: 3, number: 42 }));
  await officer.does('issuePlan', { planId });
  await running.settled();
  const members = membersOf(folder);
  const sameService = await inTheService(running, planId, members);
  const otherService = await acrossServices(running, members);
  const starts = await startsOf(members);
  await running.settled();
  return { sameService, otherService, starts, atRest: await atRest(members) };
};

/** From a filing to the clerk's list that shows it. */
const inTheService = async (
  running: Stack,
  planId: string,
  members: readonly Member[],
): Promise<Record<'withPosition' | 'byPolling', Visible>> => {
  const raw = await rawPostgres(engineAddress('postgres'));
  const all = await debts(running, await running.desk('officer'), planId, 3 * each);
  const measuring = { planId, commit: () => raw.transaction(1, sample), processor: () => processorOf(members), waits: true };
  await visibleIn(all.slice(0, each), measuring); // warm
  const withPosition = await visibleIn(all.slice(each, 2 * each), measuring);
  const byPolling = await visibleIn(all.slice(2 * each), { ...measuring, waits: false });
  await raw.close();
  return { withPosition, byPolling };
};

interface AcrossServices {
  readonly answered: Spread;
  readonly visible: Spread;
  readonly queries: number;
  readonly processor: number;
}

/** From a delegation that the directory grants or takes back until plans, which has its copy over the bus, lets somebody act by it, or no more. */
const acrossServices = async (running: Stack, members: readonly Member[]): Promise<AcrossServices> => {
  const idOf = (key: string): string => samplePeople(tenant).find((person) => person.key === key)!.personId;
  const [principal, delegate] = ['head-phuc-xa', 'clerk-truc-bach'] as const;
  const [head, clerk] = [await running.desk(principal), await running.desk(delegate)];
  const day = localDay(await running.now());
  const terms = { form: 'KT', principalId: idOf(principal), delegateId: idOf(delegate), permissions: ['plan.read'], from: day };
  const acts = async (): Promise<boolean> => {
    const { errors } = await clerk.ask('{ plans(first: 1) { edges { cursor } } }', {}, { 'x-acting-for': idOf(principal) });
    if (errors?.some(({ extensions }) => extensions.code !== 'FORBIDDEN')) throw new Error(JSON.stringify(errors));
    return errors === undefined;
  };
  const [answered, visible, queries]: [number[], number[], number[]] = [[], [], []];
  const timed = async (wanted: boolean, order: () => Promise<string>): Promise<string> => {
    const begun = performance.now();
    const id = await order();
    answered.push(performance.now() - begun);
    let asked = 1;
    for (; (await acts()) !== wanted; asked++) await sleep(pauseMs);
    visible.push(performance.now() - begun);
    queries.push(asked);
    return id;
  };
  let used = 0;
  const warm = 10;
  for (let round = -warm; round < delegations; round++) {
    if (round === 0) {
      for (const list of [answered, visible, queries]) list.length = 0;
      used = processorOf(members);
    }
    const id = await timed(true, async () => (await head.does('grantDelegation', terms, 'delegation { id }')).delegation.id);
    await timed(false, async () => {
      await head.does('revokeDelegation', { delegationId: id, on: day, reason: 'Thôi ủy quyền' });
      return id;
    });
  }
  return {
    answered: spread(answered),
    visible: spread(visible),
    queries: spread(queries).p50,
    processor: Number(((processorOf(members) - used) / visible.length).toFixed(2)),
  };
};

/** One more process of each kind, three times; the machine runs the others meanwhile. */
const startsOf = async (members: readonly Member[]): Promise<Readonly<Record<string, Begun>>> => {
  const kinds = members.filter(({ service }, at) => members.findIndex((one) => one.service === service) === at);
  const found: [string, Begun][] = [];
  for (const member of kinds) {
    const times = [await oneMore(member), await oneMore(member), await oneMore(member)];
    const middle = (of: keyof Begun): number => Math.round(times.map(({ [of]: time }) => time).toSorted((a, b) => a - b)[1]!);
    const begun = { live: middle('live'), ready: middle('ready'), processor: middle('processor') };
    found.push([member.service, { ...begun, readyMiB: middle('readyMiB'), stop: middle('stop') }]);
  }
  return Object.fromEntries(found);
};

/** Percent of one processor, and MiB, of each process while nobody asks anything. */
const atRest = async (members: readonly Member[]) => {
  await sleep(untilAtRestMs);
  const before = members.map(({ pid }) => processorMs(pid)!);
  await sleep(restSeconds * 1000);
  const used = (pid: number, at: number): number => Number(((processorMs(pid)! - before[at]!) / (10 * restSeconds)).toFixed(2));
  return Object.fromEntries(members.map(({ name, pid }, at) => [name, { processorPercent: used(pid, at), residentMiB: residentMiB(pid) }]));
};

/** Of all processes of the stack; the engines are not among them. */
const processorOf = (members: readonly Member[]): number => members.reduce((sum, { pid }) => sum + processorMs(pid)!, 0);
