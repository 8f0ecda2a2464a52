import { environment } from './environment.js';

const names = { kafka: 'LAUREL_TEST_KAFKA', mongodb: 'LAUREL_TEST_MONGODB', postgres: 'LAUREL_TEST_POSTGRES' } as const;

/**
 * Where a real engine for tests is: brokers with commas, `mongodb://…`, `postgres://…`. Throws when none was started: a spec of an engine
 * that passes without it proves nothing.
 */
export const engineAddress = (engine: keyof typeof names): string => {
  const address = environment[names[engine]];
  if (address === undefined) throw new Error(`${names[engine]} names no ${engine}: npm run test:engines starts one`);
  return address;
};
