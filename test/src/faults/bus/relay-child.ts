import { once } from 'node:events';
import { type RelayOrder, startRelay } from './relay.js';

const relay = await startRelay(JSON.parse(process.argv[2]!) as RelayOrder); // what the run tells it
process.stdout.write('running\n');
await once(process.stdin.resume(), 'end');
await relay.stop();
