import { environment } from '@laurel/runtime';
import { nodeEnvironment, StartProblem } from '@laurel/runtime/process';
import { z } from 'zod';

type Environment = Readonly<Record<string, string | undefined>>;

/** What makes tokens for anybody asks this first. Throws `StartProblem` in production, `BadConfiguration` for another NODE_ENV than there is. */
export const refuseProduction = (from?: Environment): void => {
  const { NODE_ENV } = environment({ NODE_ENV: nodeEnvironment }, from);
  if (NODE_ENV === 'production')
    throw new StartProblem('This makes its own tokens for sample people and is not for production: unset NODE_ENV to try it.');
};

/** Which of these variables are set, or read from a file. */
export const variablesSet = (names: readonly string[], from?: Environment): readonly string[] => {
  const all = names.flatMap((name) => [name, `${name}_FILE`]);
  return Object.entries(environment(Object.fromEntries(all.map((name) => [name, z.string().optional()])), from)).flatMap(([name, value]) =>
    value === undefined ? [] : [name],
  );
};
