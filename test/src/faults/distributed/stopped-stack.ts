import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { officeOf, type Owed } from '../../flows/office.js';
import { eventsOfObligations, openedAtIssue, planFlow } from '../../flows/plan-flow.js';
import { type Stack, startStack } from '../../flows/stack.js';
import { stackCommand, toldIn } from '../../flows/stack-process.js';
import { type Account, accountOf, demandWhole } from '../bus/account.js';
import { leaderOf } from '../bus/brokers.js';
import { askInstance, type Engines } from '../bus/engines.js';
import type { FaultResult, FaultRun } from '../fault-run.js';
import { inFolder } from '../kit.js';
import { within } from '../within.js';
import { until } from './replica.js';
import { hearAll } from './subscriber.js';

const topic = 'laurel.plans.v1';
/** Less than a run is given: what is left of it is removed in the rest. */
const boundSeconds = 200;

/** As docs/operator.md walks it, on engines of the stack's own. */
export const stoppedStack: FaultRun = {
  name: 'stack: on three brokers, the leader of plans and a broker killed while the plan is issued, then all of it stopped and started again',
  run: () =>
    inFolder(async (folder) => {
      const instance = `stack-${createHash('sha256').update(folder).digest('hex').slice(0, 8)}`;
      const doing = { what: 'it starts', stack: undefined as Stack | undefined };
      try {
        return await within(
          boundSeconds,
          async () => doing.what,
          () => brokenAndStopped(folder, instance, doing),
        );
      } catch (cause) {
        throw new Error(`while ${doing.what}; the stack said: ${doing.stack?.said() ?? 'nothing'}`, { cause });
      } finally {
        await stackCommand(folder, 'down').finally(() => askInstance(instance, 'down', '--fresh'));
      }
    }),
};

const brokenAndStopped = async (
  folder: string,
  instance: string,
  doing: { what: string; stack: Stack | undefined },
): Promise<FaultResult> => {
  const start = async () => (doing.stack = await startStack(folder, { words: ['--brokers', '3'] }));
  let stack = await start();
  assert.equal(toldIn<{ readonly instance: string }>(folder, 'engines.json').instance, instance);
  const planId = await planOf(stack);
  const engines = await askInstance(instance, 'status');
  const brokers = engines.kafka.bootstrap.split(',');

  let killed: Killed | undefined;
  const whileIssuing = async () => void (killed = await killLeaders(stack, engines, planId));
  for (const { name, run } of planFlow({ laurel: () => stack, planId: async () => planId, whileIssuing })) {
    doing.what = `the plan ${name}`;
    await run();
  }
  assert.ok(killed);
  const { [killed.replica]: starts, ...others } = stack.starts();
  assert.deepEqual([starts, [...new Set(Object.values(others))]], [2, [1]], `${killed.replica} was killed once, and nobody else`);
  assert.deepEqual(deadIn(await askInstance(instance, 'status')), [killed.broker], 'the broker stayed dead to the end of the flow');
  assert.notEqual(await leaderOf(brokers, topic), killed.broker);
  doing.what = 'a stranger hears what was published';
  const before = await standingOf(stack, planId);
  const account = await demandHeard(brokers, before.events);

  doing.what = 'everything is stopped and started again';
  const stopping = performance.now();
  await stackCommand(folder, 'down');
  const { kafka, mongodb, postgres } = await askInstance<Partial<Engines>>(instance, 'status');
  assert.deepEqual([kafka, mongodb, postgres], [undefined, undefined, undefined], 'no engine is left');
  stack = await start();
  const seconds = Math.round((performance.now() - stopping) / 1000);
  assert.equal(await planOf(stack), planId);
  await stack.settled();
  const after = await standingOf(stack, planId);
  assert.ok(after.clock >= before.clock, `the clock stands at ${after.clock}, it stood at ${before.clock}`);
  assert.deepEqual({ ...after, clock: before.clock }, before);
  assert.deepEqual(await demandHeard(brokers, after.events), account);
  return { kills: 2, figures: { ...account, 'opened when they died': killed.opened, 'seconds to stop and start': seconds } };
};

interface Killed {
  readonly replica: string;
  readonly broker: number;
  /** Obligations that were open then. */
  readonly opened: number;
}

/** As soon as the obligations begin to open. */
const killLeaders = async (stack: Stack, engines: Engines, planId: string): Promise<Killed> => {
  const officer = await stack.desk('officer');
  const opening = async () => {
    const { plan } = await officer.see('query ($planId: ID!) { plan(id: $planId) { opening { done } } }', { planId });
    return plan.opening as { readonly done: number } | null; // as it was selected
  };
  const broker = await leaderOf(engines.kafka.bootstrap.split(','), topic);
  const replica = await stack.leaderOf('plans');
  await until('obligations are being opened', 60, async () => (await opening()) !== null);
  process.kill(engines.kafka.brokers.find(({ id }) => id === broker)!.pid, 'SIGKILL');
  process.kill(stack.processes().find(({ name }) => name === replica)!.pid, 'SIGKILL');
  const opened = (await opening())?.done ?? 0;
  assert.ok(opened < openedAtIssue, 'they died in the middle of it');
  return { replica, broker, opened };
};

const deadIn = ({ kafka }: Engines): readonly number[] => kafka.brokers.flatMap(({ id, running }) => (running ? [] : [id]));

const planOf = async (stack: Stack): Promise<string> => {
  const { plans } = await (await stack.desk('officer')).see('{ plans(first: 1) { edges { node { id } } } }');
  return plans.edges[0].node.id as string; // as it was selected
};

interface Standing {
  readonly clock: string;
  readonly rows: readonly Owed[];
  /** Id of each obligation → what happened to it, the latest first. */
  readonly events: ReadonlyMap<string, string>;
}

const standingOf = async (stack: Stack, planId: string): Promise<Standing> => {
  const office = await officeOf(stack, planId);
  return { clock: await stack.now(), rows: await office.owed(''), events: await eventsOfObligations(office.officer, planId) };
};

/** What everybody is shown of the obligations against what a stranger hears of them. Throws unless it is the same, each once and in order. */
const demandHeard = async (brokers: readonly string[], shown: Standing['events']): Promise<Account> => {
  const { facts, doubledIds } = await hearAll(brokers, topic);
  const sent = new Map([...shown].map(([id, events]) => [`obligation-${id}`, events.split(',').toReversed()]));
  const heard = new Map([...facts].filter(([subject]) => subject.startsWith('obligation-')));
  const account = accountOf(
    new Map([...sent].map(([subject, events]) => [subject, events.length])),
    new Map([...heard].map(([subject, events]) => [subject, events.map((event) => sent.get(subject)?.indexOf(event) ?? 0)])),
  );
  demandWhole({ ...account, doubled: account.doubled + doubledIds });
  assert.deepEqual(heard, sent);
  const opened = [...heard.values()].flat().filter((fact) => fact === 'ObligationOpened');
  assert.equal(opened.length, openedAtIssue);
  return account;
};
