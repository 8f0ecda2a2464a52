import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { startServer } from './server.js';
import type { Switches } from './switches.js';

// A process of its own: the client and these stubs share one global registry of messages. Prints its port as JSON. Takes orders by lines of
// JSON, answers each by a line, and ends with its input.
const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    version: { type: 'string' },
    file: { type: 'string' },
    leader: { type: 'string' },
    unary: { type: 'boolean' },
  },
});
const server = await startServer({
  port: Number(values.port ?? 0),
  version: values.version ?? '25.1.0',
  batches: !values.unary,
  ...(values.file !== undefined && { file: values.file }),
  ...(values.leader !== undefined && { leader: Number(values.leader) }),
});
const say = (what: unknown): void => void process.stdout.write(`${JSON.stringify(what)}\n`);
say({ port: server.port });

type Order =
  | { readonly set: Partial<Switches> }
  | { readonly heal: true }
  | { readonly cut: true }
  | { readonly told: true }
  | { readonly connections: true }
  | { readonly write: { readonly stream: string; readonly type: string; readonly data: unknown } };
for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line) as Order; // from the spec that started this
  if ('set' in order) server.set(order.set);
  else if ('heal' in order) server.heal();
  else if ('cut' in order) server.cut();
  else if ('write' in order) server.write(order.write.stream, order.write.type, order.write.data);
  say('told' in order ? server.told() : 'connections' in order ? { connections: server.connections() } : { done: true });
}
process.exit(0);
