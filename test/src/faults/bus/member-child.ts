import { once } from 'node:events';
import { writeSync } from 'node:fs';
import { type MemberOrder, startMember } from './member.js';

const say = (line: string): void => void writeSync(1, `${line}\n`); // said for sure, even when it dies the next moment
const member = await startMember(JSON.parse(process.argv[2]!) as MemberOrder, say); // what the run tells it
say('running');
await once(process.stdin.resume(), 'end');
await member.stop();
