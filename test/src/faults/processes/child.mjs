// One life of a process: does what its mode says in the folder, as far as it gets. `look` tells the parent what stands there.
import { join } from 'node:path';
import { fileBroker, say, world } from './world.mjs';

const [mode, folder, ...options] = process.argv.slice(2);
const here = await world(folder);
const broker = fileBroker(join(folder, 'topic.jsonl'));
const isPoison = (stream) => Number(stream.slice('box-'.length)) % 10 === 3;
/** Dies for real the moment before the n-th call answers, when its work is done. */
const dyingAfter = (n, work) => {
  let calls = 0;
  return async (...args) => {
    const result = await work(...args);
    if (++calls === n) process.kill(process.pid, 'SIGKILL');
    return calls >= n ? new Promise(() => undefined) : result;
  };
};

const modes = {
  'fan-out': async () => {
    await here.make(Number(options[0]));
    say('at work');
    if (options[1]) here.store.append = dyingAfter(Number(options[1]), here.store.append);
    await (await here.processes()).settled();
  },
  relay: async () => {
    const dies = Number(options[0]);
    const send = dies > 0 ? dyingAfter(dies, broker.publisher.send) : broker.publisher.send;
    await (await here.relay({ ...broker.publisher, send })).settled();
  },
  copy: async () => {
    const [source, dies] = options;
    if (dies) {
      // Where it parks for the first time: inside its transaction, before COMMIT, or right after it.
      const { transaction } = here.readModels;
      here.readModels.transaction = async (work) => {
        let parks = false;
        const watched = async (tx) => {
          const park = (...message) => {
            parks = true;
            return tx.park(...message);
          };
          const made = await work({ ...tx, park });
          return parks && dies === 'inside' ? dyingAfter(1, async () => made)() : made;
        };
        const made = await transaction(watched);
        return parks ? dyingAfter(1, async () => made)() : made;
      };
    }
    await (await here.copy(isPoison, source === 'file' ? broker.bus() : undefined)).settled();
  },
  release: async () => {
    const copy = await here.copy(() => false);
    for (const key of new Set((await copy.parking.look()).map((message) => message.key))) await copy.parking.release(key);
  },
  ticker: async () => {
    const dies = Number(options[0]);
    const append = dies > 0 ? dyingAfter(dies, here.store.append) : here.store.append;
    await (await here.ticker('2022-01-31T01:00:00.000Z', { ...here.platform, store: { ...here.store, append } })).settled();
  },
  look: async () => {
    say({
      events: await here.events(),
      lines: broker.lines().map(({ id, subject, sequence }) => ({ id, subject, sequence })),
      rows: await here.rows(),
      parked: (await here.readModels.parked('ledger/box-ledger@1')).map(({ key, sequence, error }) => ({ key, sequence, error })),
    });
  },
};

await modes[mode]();
say('done');
// No native thread is cut off in the middle of its work, which would end this process as if it had crashed.
await Promise.allSettled([here.readModels.close(), here.store.close()]);
process.exit(0);
