import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

const script = fileURLToPath(new URL('../../../infra/lint/lint-texts.mjs', import.meta.url));
const importing = (source: string): string => `import * as it from '${source}';\nexport const used = it;\n`;
const borders = ['laurel/borders'];

// What stands beside `[]` is allowed: a rule that forbids everything would pass the rest.
const cases: readonly (readonly [claim: string, file: string, text: string | undefined, rules: readonly string[]])[] = [
  ['a library imports a library', 'libs/runtime/src/some.ts', importing('@laurel/blobs'), []],
  ['a library never imports a service', 'libs/runtime/src/some.ts', importing('@laurel/plans'), borders],
  ['a library never imports the gateway', 'libs/subgraph/src/some.ts', importing('@laurel/gateway'), borders],
  ['a service never imports another', 'services/plans/src/some.ts', importing('@laurel/directory'), borders],
  ['the composition root imports services', 'services/standalone/src/some.ts', importing('@laurel/plans'), []],
  ['the gateway never imports a service', 'gateway/src/some.ts', importing('@laurel/plans'), borders],
  ['no path leads into another project', 'services/plans/src/some.ts', importing('../../../libs/runtime/src/clock.js'), borders],
  ['a service does not know its store', 'services/plans/src/plans.service.ts', importing('@laurel/event-store-sqlite'), borders],
  ['a service does not know its read models', 'services/plans/src/plans.service.ts', importing('@laurel/read-models/sqlite'), borders],
  ['a main.ts chooses the engines', 'services/plans/src/main.ts', importing('@laurel/event-store-sqlite'), []],
  ['the composition root chooses the engines', 'services/standalone/src/engines.ts', importing('@laurel/read-models/sqlite'), []],
  ['what is for specs stays in specs', 'services/plans/src/some.ts', importing('@laurel/testing'), borders],
  ['a spec may', 'services/plans/src/some.spec.ts', importing('@laurel/testing'), []],
  ['the core of a library knows no Nest', 'libs/runtime/src/host.ts', importing('@nestjs/common'), borders],
  ['its nest folder does', 'libs/runtime/src/nest/module.ts', importing('@nestjs/common'), []],
  ['a decider imports its like', 'services/plans/src/some/some.decider.ts', importing('./some.state.js'), []],
  ['a decider imports no resolver', 'services/plans/src/some/some.decider.ts', importing('./some.resolver.js'), borders],
  ['a decider imports no Nest', 'services/plans/src/some/some.decider.ts', importing('@nestjs/common'), borders],
  ['a decider does no I/O', 'services/plans/src/some/some.decider.ts', importing('node:fs'), borders],
  ['a projection does not know the clock', 'services/plans/src/some/some.projection.ts', importing('@laurel/runtime'), borders],
  ['a collection knows the read models', 'services/plans/src/some/some.collection.ts', importing('@laurel/read-models'), []],
  ['the environment is not read anywhere', 'services/plans/src/some.ts', 'export const x = process.env;\n', ['laurel/environment-once']],
  ['but where the configuration is', 'services/plans/src/plans.config.ts', 'export const x = process.env;\n', []],
  ['nothing is exported by default', 'services/plans/src/some.ts', 'export default 1;\n', ['import-x/no-default-export']],
  [
    'types are imported as types',
    'gateway/src/some.ts',
    "import { A } from './a.js';\nexport type B = A;\n",
    ['@typescript-eslint/consistent-type-imports'],
  ],
  ['nothing is any', 'gateway/src/some.ts', 'export const x = (y: any) => y;\n', ['@typescript-eslint/no-explicit-any']],
  ['no spec is left out', 'gateway/src/some.spec.ts', "it.skip('works', () => {});\n", ['no-restricted-syntax']],
  ['nothing of our own is mocked', 'gateway/src/some.spec.ts', "jest.mock('./x.js');\n", ['no-restricted-syntax']],
  ['files do not import each other in a circle', 'test/src/lint/fixtures/chicken.ts', undefined, ['import-x/no-cycle']],
];

describe('the lint holds the borders', () => {
  const answers = JSON.parse(
    execFileSync(process.execPath, [script], { input: JSON.stringify(cases.map(([, file, text]) => ({ file, text }))), encoding: 'utf8' }),
  ) as readonly (readonly string[])[]; // one answer for each case, made by the script

  it.each(cases.map(([claim, , , rules], index) => ({ claim, rules, index })))('$claim', ({ rules, index }) =>
    expect(answers[index]).toEqual(rules),
  );
});
