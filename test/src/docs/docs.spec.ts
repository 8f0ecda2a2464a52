import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, type GraphQLSchema, parse, validate } from 'graphql';

const root = fileURLToPath(new URL('../../../', import.meta.url));

const pages: readonly string[] = [
  'README.md',
  ...readdirSync(join(root, 'docs')).flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : [])),
  ...readdirSync(join(root, 'services')).flatMap((name) =>
    existsSync(join(root, 'services', name, 'README.md')) ? [`services/${name}/README.md`] : [],
  ),
];
const textOf = (page: string): string => readFileSync(join(root, page), 'utf8');
const proseOf = (page: string): string => textOf(page).replace(/```[\s\S]*?```/g, '');

/** Relative targets of links; anchors and addresses of the web are others' business. */
const linksIn = (page: string): readonly string[] =>
  [...proseOf(page).matchAll(/\]\((?!\w+:|#)([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, to]) => join(dirname(page), to!));

/** Words in backticks that are paths from the root: `libs/contracts/schemas`. A `*` or `<name>` stands for many. */
const pathsIn = (page: string): readonly string[] =>
  [...proseOf(page).matchAll(/`((?:\.ci|docs|gateway|infra|libs|services|test)\/[^`\s]*)`/g)]
    .map(([, path]) => path!)
    .filter((path) => !/[*<…]/.test(path));

/** Names of scripts: `npm run clock`, and `npm test`, `npm start`. */
const scriptsIn = (page: string): readonly string[] =>
  [...textOf(page).matchAll(/\bnpm (?:run (?:-s |--silent )?([a-z][\w:-]*)|(start|test)\b)/g)].map(([, run, own]) => (run ?? own)!);

const queriesIn = (page: string): readonly string[] =>
  [...textOf(page).matchAll(/^```graphql\n([\s\S]*?)^```/gm)].map(([, query]) => query!);

const missing = (paths: readonly string[]): readonly string[] => paths.filter((path) => !existsSync(join(root, path)));

const faultsOf = (schema: GraphQLSchema, query: string): readonly string[] => {
  try {
    return validate(schema, parse(query)).map(({ message }) => message);
  } catch (error) {
    return [(error as Error).message];
  }
};

describe.each(pages)('%s', (page) => {
  it('links to pages that are there', () => expect(missing(linksIn(page))).toEqual([]));

  it('names files and folders that are there', () => expect(missing(pathsIn(page))).toEqual([]));

  it('names scripts that are there', () => {
    const { scripts } = JSON.parse(textOf('package.json')) as { readonly scripts: Readonly<Record<string, string>> };
    expect(scriptsIn(page).filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });
});

describe('operations in the pages', () => {
  const schema = buildSchema(textOf('gateway/schema.graphql'));
  const operations = pages.flatMap((page) => queriesIn(page).map((query, index) => ({ page: `${page} ${index + 1}`, query })));

  it.each(operations)('$page is one that the gateway answers', ({ query }) => expect(faultsOf(schema, query)).toEqual([]));
});

it('every guide is reached from the README', () => {
  const reached = linksIn('README.md').map((path) => relative('', path));
  expect(pages.filter((page) => page.startsWith('docs/') && !reached.includes(page))).toEqual([]);
});
