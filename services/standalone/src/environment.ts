import { environment } from '@laurel/runtime';
import { nodeEnvironment, StartProblem } from '@laurel/runtime/process';

/** What makes tokens for anybody asks this first. Throws `StartProblem` in production, `BadConfiguration` for another NODE_ENV than there is. */
export const refuseProduction = (from?: Readonly<Record<string, string | undefined>>): void => {
  const { NODE_ENV } = environment({ NODE_ENV: nodeEnvironment }, from);
  if (NODE_ENV === 'production')
    throw new StartProblem('This makes its own tokens for sample people and is not for production: unset NODE_ENV to try it.');
};
