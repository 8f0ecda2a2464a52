import { localDay } from '@laurel/calendar';
import { commandOn } from './command-on.js';

export interface Welcome {
  readonly url: string;
  readonly dataDir: string;
  readonly now: string;
  readonly people: readonly { readonly label: string; readonly token: string }[];
  readonly planId: string;
  /** The command that started it. */
  readonly command: 'npm start' | 'npm run stack';
  /** What was loaded just now. */
  readonly notes: readonly string[];
}

/** One screen: where it is, as whom to ask, what to try. */
export const welcome = ({ url, dataDir, now, people, planId, command, notes }: Welcome): string =>
  [
    '',
    '  Laurel · Nguyệt Quế is running',
    '',
    `  GraphQL    ${url}/graphql`,
    `  Explorer   ${url}/explorer   (choose as whom to ask at the bottom right)`,
    `  Today      ${localDay(now)} on the business clock; move it: ${commandOn(dataDir, 'npm run clock -- 2021-01-29')}`,
    `  Data       ${dataDir}   (begin anew: ${commandOn(dataDir, `${command} -- --fresh`)})`,
    ...notes.map((note) => `  ${note}`),
    '',
    '  FOR DEVELOPMENT ONLY: these tokens are made here, for made-up people; only this machine is listened to.',
    ...people.flatMap(({ label, token }) => [`  ${label}`, `    ${token}`]),
    '',
    '  Three things to try in the explorer:',
    '    1. The plan, as the emulation officer',
    '       { plans { edges { node { number title status taskCount openIssues { blocking confirm info } } } } }',
    '    2. What its text leaves open, and why',
    `       { planIssues(planId: "${planId}", filter: { severity: BLOCKING }) { edges { node { code place { text line } explanation candidates } } } }`,
    '    3. Who you are, here as whoever you choose',
    '       { viewer { person { name } units { name } roles { role } } }',
    '',
    '  Ctrl-C stops it. Nothing that was acknowledged is lost, however it ends.',
    '',
  ].join('\n');
