import { type HostedService, inTime, type Ping } from '@laurel/runtime';
import type { Health } from '@laurel/runtime/process';
import type { TokenKeys } from './token-keys.js';

type Problem = Health['problems'][number];

/** Less than what `/readyz` waits, so that it can say who does not answer. */
const patienceMs = 2000;

/** Not ready where its answers would be wrong or none. A bus that is away stops nobody who asks; it is told all the same. */
export const serviceHealth = (hosted: HostedService, pings: readonly Ping[], issuer: TokenKeys) => async (): Promise<Health> => {
  const [service, ...answers] = await Promise.all([inTime(hosted.health(), patienceMs), ...pings.map(answerOf)]);
  const silent = answers.flatMap((answer) => answer ?? []);
  const known = service?.problems ?? [];
  const issuerProblem = issuer.problem();
  return {
    ready: service?.ready === true && issuer.known() && silent.every(({ part }) => part === 'bus'),
    ...(service && { leads: service.leads }),
    problems: [
      ...known,
      ...silent.filter(({ part }) => known.every((one) => one.part !== part)),
      ...(issuerProblem === undefined ? [] : [{ part: 'tokens', problem: issuerProblem }]),
      ...(service || silent.length > 0 ? [] : [{ part: 'service', problem: `does not tell how it is within ${patienceMs} ms` }]),
    ],
  };
};

const answerOf = async ({ part, ping }: Ping): Promise<Problem | undefined> => {
  try {
    const answered = await inTime(
      ping().then(() => true),
      patienceMs,
    );
    return answered ? undefined : { part, problem: `does not answer within ${patienceMs} ms` };
  } catch (error) {
    return { part, problem: error instanceof Error ? error.message : String(error) };
  }
};
