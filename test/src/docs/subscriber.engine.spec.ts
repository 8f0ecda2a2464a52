import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { topicDeclarations } from '@laurel/contracts';
import { publishedOf, runRelay, type Topic } from '@laurel/event-bus';
import { openKafka } from '@laurel/event-bus-kafka';
import { plansPart } from '@laurel/plans';
import { engineAddress, memoryReadModels } from '@laurel/testing';
import { openLaurel, type LocalLaurel } from '../flows/laurel.js';
import { officeWithPlan, settleAllIssues } from '../flows/office.js';

const page = fileURLToPath(new URL('../../../docs/reporting.md', import.meta.url));
// Beside the packages: the subscriber imports kafkajs.
const folder = mkdtempSync(fileURLToPath(new URL('../../dist/subscriber-', import.meta.url)));
const brokers = engineAddress('kafka');
const namespace = `${randomUUID()}.`;
const kafka = openKafka({ brokers: brokers.split(','), clientId: 'subscriber-spec', namespace });
let laurel: LocalLaurel;

beforeAll(async () => {
  await kafka.topics.apply(topicDeclarations({ replication: 1 }));
  laurel = await openLaurel();
  const office = await officeWithPlan(laurel);
  await settleAllIssues(office);
  await office.officer.does('issuePlan', { planId: office.planId });
  await laurel.settled();
});
afterAll(async () => {
  await kafka.close();
  await laurel.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What the page's subscriber prints until it has as many lines, then it is told to stop. */
const printed = async (lines: number): Promise<readonly string[]> => {
  const [, program] = /^```js subscriber\.mjs\n([\s\S]*?)^```/m.exec(readFileSync(page, 'utf8'))!;
  writeFileSync(join(folder, 'subscriber.mjs'), program!);
  const told = [`KAFKA=${brokers}`, `TOPIC=${namespace}laurel.plans.v1`, `GROUP=${namespace}report`, 'KAFKAJS_NO_PARTITIONER_WARNING=1'];
  writeFileSync(join(folder, 'subscriber.env'), told.join('\n'));
  const words = ['--env-file=subscriber.env', 'subscriber.mjs'];
  const child = spawn(process.execPath, words, { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  const found: string[] = [];
  let rest = '';
  for await (const chunk of child.stdout) {
    const parts = `${rest}${chunk}`.split('\n');
    rest = parts.pop()!;
    found.push(...parts.filter((line) => / plans\./.test(line)));
    if (found.length >= lines && !child.killed) child.kill('SIGTERM');
  }
  return found;
};

it('the subscriber of the page prints every event of the plan once, in order per key', async () => {
  const plans = laurel.platform.services.get('plans')!;
  const topic: Topic = {
    publishing: plansPart.definition.publishing!,
    store: plans.engines.store,
    vocabulary: plansPart.definition.vocabulary,
  };
  const relay = await runRelay({ topic, publisher: kafka.publisher, readModels: memoryReadModels() });
  await relay.settled();
  await relay.stop();

  const published = [];
  for await (const event of topic.store.readAll()) published.push(...publishedOf(topic, event));
  const expected = published.map(
    ({ businesstime, type, data }) => `${businesstime} ${type.slice('vn.laurel.'.length)} ${JSON.stringify(data)}`,
  );
  const lines = await printed(expected.length);
  expect([...lines].sort()).toEqual([...expected].sort());
  const [issued, ...others] = lines.filter((line) => / plans\.plan-/.test(line));
  const opened = lines.filter((line) => / plans\.obligation-opened\.v1 /.test(line));
  expect([issued?.split(' ')[1], others, opened.length > 300]).toEqual(['plans.plan-issued.v1', [], true]);
});
