// Writes what follows from the sources: each service's whole schema and its types, the supergraph, the contracts' files, the tables of
// permissions, the examples of what a process takes from its environment.
// With --check nothing is written: whatever is not fresh is named, and the exit code is 1.
import { existsSync, readdirSync, readFileSync, writeFileSync, mkdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { withPermissionTables } from './lib/permission-tables.mjs';
import { Failed, quietly, step } from './lib/progress.mjs';
import { install, root } from './lib/workspace.mjs';

const check = process.argv.includes('--check');
const stale = [];

const emit = (path, text) => {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  stale.push(relative(root, path));
  if (check) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
};

const services = () =>
  readdirSync(join(root, 'services')).filter((name) => {
    const folder = join(root, 'services', name, 'schema');
    return existsSync(folder) && readdirSync(folder).some((file) => file.endsWith('.graphql'));
  });

const typesOf = async (sdl) => {
  const { codegen } = await import('@graphql-codegen/core');
  const typescript = await import('@graphql-codegen/typescript');
  const { parse } = await import('graphql');
  const output = await codegen({
    filename: 'schema.ts',
    // What a directive is called in @link is no type of ours.
    schema: parse(`${sdl}\n${federation}`),
    documents: [],
    config: {},
    plugins: [
      {
        typescript: {
          enumsAsTypes: true,
          immutableTypes: true,
          skipTypename: true,
          avoidOptionals: { field: true, inputValue: false, object: false },
          inputMaybeValue: 'T | null',
          scalars: { ID: 'string', Date: 'string', DateTime: 'string', Decimal: 'string', Position: 'string' },
        },
      },
    ],
    pluginMap: { typescript },
    skipDocumentsValidation: true,
  });
  return `// Written by \`npm run generate\` from schema/*.graphql; do not edit.\n${output}`;
};

const federation = [
  'link(url: String!, import: [String!]) repeatable on SCHEMA',
  'key(fields: String!, resolvable: Boolean) repeatable on OBJECT | INTERFACE',
]
  .concat([
    'shareable on OBJECT | FIELD_DEFINITION',
    'external on OBJECT | FIELD_DEFINITION',
    'inaccessible on OBJECT | FIELD_DEFINITION | ENUM_VALUE',
  ])
  .concat([
    'requires(fields: String!) on FIELD_DEFINITION',
    'provides(fields: String!) on FIELD_DEFINITION',
    'override(from: String!) on FIELD_DEFINITION',
  ])
  .concat(['tag(name: String!) repeatable on OBJECT | FIELD_DEFINITION'])
  .map((definition) => `directive @${definition}`)
  .join('\n');

const schemas = async () => {
  const { readSchema } = await import('@laurel/subgraph/schema-files');
  const { compose } = await import('@laurel/gateway/compose');
  const subgraphs = services().map((name) => ({ name, sdl: `${readSchema(join(root, 'services', name, 'schema'))}\n` }));
  for (const { name, sdl } of subgraphs) {
    emit(join(root, 'services', name, 'schema.generated.graphql'), sdl);
    emit(join(root, 'services', name, 'src/generated/schema.ts'), await typesOf(sdl));
  }
  const { supergraph, nodes, api } = compose(subgraphs);
  emit(join(root, 'gateway/supergraph.graphql'), `${supergraph.trimEnd()}\n`);
  emit(join(root, 'gateway/schema.graphql'), `${api.trimEnd()}\n`);
  emit(join(root, 'gateway/nodes.generated.json'), `${JSON.stringify(nodes, null, 2)}\n`);
};

const contracts = async () => {
  const { generateContracts } = await import('@laurel/contracts/generate');
  const { written, problems } = generateContracts({ check });
  stale.push(...[...written, ...problems].map((line) => `libs/contracts/${line}`));
  if (!check && problems.length > 0) throw new Error(problems.join('\n'));
};

try {
  await install();
  // Only what does not depend on a generated file.
  const tsc = join(root, 'node_modules/typescript-native/bin/tsc');
  await step('Building', () => quietly(process.execPath, [tsc, '-b', 'libs/subgraph', 'libs/contracts', 'gateway'], { cwd: root }));
  await schemas();
  await contracts();
  const { gatewayConfiguration } = await import('@laurel/gateway/configuration');
  emit(join(root, 'gateway/.env.example'), gatewayConfiguration([]).envExample('The gateway'));
  const { serviceConfiguration } = await import('@laurel/service-process');
  for (const name of services())
    emit(join(root, 'services', name, '.env.example'), serviceConfiguration(name).envExample(`The service ${name}`));
  const security = join(root, 'docs/security.md');
  emit(security, await withPermissionTables(readFileSync(security, 'utf8')));
} catch (error) {
  console.error(error instanceof Failed || error instanceof Error ? error.message : error);
  process.exit(1);
}
if (stale.length === 0) console.log('everything generated is fresh');
else console.log(`${check ? 'not fresh, run npm run generate' : 'written'}:\n${stale.map((path) => `  ${path}`).join('\n')}`);
process.exit(check && stale.length > 0 ? 1 : 0);
