import { writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { openPostgresEventStore } from '@laurel/event-store-postgres';

// A process with six subscriptions at the head of the log and nothing to do. Says after so many ms which share of a core it has used.
const [url, ms] = [process.argv[2]!, Number(process.argv[3])];
const store = await openPostgresEventStore({ url });
const waiting = Array.from({ length: 6 }, async (_, number) => {
  for await (const message of store.subscribe({ filter: { types: [`Type${number}`] } })) void message;
});
await sleep(2000);
const before = process.cpuUsage();
await sleep(ms);
const { user, system } = process.cpuUsage(before);
writeSync(1, `${(user + system) / 1000 / ms}\n`);
await store.close();
await Promise.all(waiting);
process.exit(0);
