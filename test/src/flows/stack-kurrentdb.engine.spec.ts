import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connectKurrentDb } from '@laurel/event-store-kurrentdb';
import { environment } from '../kurrentdb-server/environment.js';
import { type SpawnedServer, spawnServer } from '../kurrentdb-server/spawned-server.js';
import { describePlanFlow } from './describe-plan-flow.js';
import { eventsOfObligations, openedAtIssue } from './plan-flow.js';
import { type Stack, startStack } from './stack.js';
import { toldIn } from './stack-process.js';

let folder: string;
let server: SpawnedServer | undefined;
let url: string;
let stack: Stack;

const planOf = async (): Promise<string> => {
  const { plans } = await (await stack.desk('officer')).see('{ plans(first: 1) { edges { node { id } } } }');
  return plans.edges[0].node.id as string;
};

// The stack does not know which of the two it talks to.
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'laurel-stack-'));
  server = environment.LAUREL_KURRENTDB_URL === undefined ? await spawnServer() : undefined;
  url = environment.LAUREL_KURRENTDB_URL ?? server!.url;
  stack = await startStack(folder, { kurrentdb: url });
}, 180_000);
afterAll(async () => {
  await stack?.stop();
  await server?.kill();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

describePlanFlow({ laurel: () => stack, planId: planOf });

describe('the distributed form on KurrentDB', () => {
  it('has its events there, and shows what stands in them', async () => {
    const shown = await eventsOfObligations(await stack.desk('officer'), await planOf());
    const { namespace } = toldIn<{ readonly namespace: string }>(folder, 'engines.json');
    const connection = await connectKurrentDb({ url });
    const written = new Map<string, string>();
    try {
      for await (const { stream, type } of connection.store(`${namespace}_plans`).readAll()) {
        const [, id] = /^obligation-(.+)$/.exec(stream) ?? [];
        if (id !== undefined) written.set(id, [type, ...(written.has(id) ? [written.get(id)] : [])].join());
      }
    } finally {
      await connection.close();
    }
    expect(written.size).toBeGreaterThanOrEqual(openedAtIssue);
    expect(written).toEqual(shown);
  });

  it('is refused without it from then on', async () => {
    const { events } = toldIn<{ readonly events: string }>(folder, 'engines.json');
    expect(events).toMatch(/^KurrentDB at [^@/?]+$/);
    await expect(startStack(folder)).rejects.toThrow(`The events of ${folder} lie in ${events}, not in PostgreSQL: `);
  });
});
