import { z } from 'zod';
import { type Environment, processEnvironment } from './process/environment.js';

/** The environment does not fit: every variable that is wrong or missing, in one message for the one who starts it. */
export class BadConfiguration extends Error {
  override readonly name = 'BadConfiguration';
  readonly code = 'BAD_CONFIGURATION';
}

/**
 * Reads the variables that a schema names, once, at the start. An empty variable counts as absent.
 * Throws `BadConfiguration` with all that is wrong; values are not told, for some are secrets.
 */
export const environment = <Shape extends z.ZodRawShape>(
  shape: Shape,
  from: Environment = processEnvironment(),
): z.infer<z.ZodObject<Shape>> => {
  const given = Object.fromEntries(Object.keys(shape).map((name) => [name, from[name] === '' ? undefined : from[name]]));
  const parsed = z.object(shape).safeParse(given);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map(
    ({ path, message }) => `${path.join('.')}: ${given[String(path[0])] === undefined ? 'is missing' : message}`,
  );
  throw new BadConfiguration(wrong.join('; '));
};
