import { describe, expect, it } from '@jest/globals';
import { runCommandLine } from './command-line.js';
import { servicesFor } from './service-programs.js';

describe('what is prepared on the engines', () => {
  const [store, readModels] = ['LAUREL_EVENT_STORE_NAME', 'LAUREL_READ_MODELS_DATABASE'];
  const advice = 'or say for which service it is with --service directory or --service plans.';

  it('is prepared for all services, where the environment has nothing of one alone', () =>
    expect([
      servicesFor('--prepare', undefined, { LAUREL_EVENT_STORE: 'postgres://db/laurel', [store]: '' }),
      servicesFor('--apply-indexes', undefined, { [store]: 'laurel_plans' }),
    ]).toEqual([
      ['directory', 'plans'],
      ['directory', 'plans'],
    ]));

  it.each([
    [
      '--prepare',
      { [store]: 'x', [readModels]: 'y' },
      `${store} and ${readModels} would lead all services to one place: unset them, ${advice}`,
    ],
    ['--migrate-store', { [store]: 'x', [readModels]: 'y' }, `${store} would lead all services to one place: unset it, ${advice}`],
    ['--apply-indexes', { [`${readModels}_FILE`]: '/x' }, `${readModels}_FILE would lead all services to one place: unset it, ${advice}`],
  ] as const)('is refused where all would be led to the place of one: %s', (word, environment, line) =>
    expect(() => servicesFor(word, undefined, environment)).toThrow(line),
  );

  it('is prepared there for the one that is named', () => expect(servicesFor('--prepare', 'plans', { [store]: 'x' })).toEqual(['plans']));

  it.each([['prepare'], ['store', 'migrate'], ['indexes', 'apply']])('is refused for a service that is none: %s %s', async (...words) => {
    const told: string[] = [];
    const say = (text: string): void => void told.push(text);
    const code = await runCommandLine([...words.filter(Boolean), '--service', 'clusters'], { show: say, complain: say });
    expect([code, told]).toEqual([1, ['There is no service clusters: directory, plans.']]);
  });
});
