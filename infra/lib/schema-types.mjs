import { codegen } from '@graphql-codegen/core';
import * as typescript from '@graphql-codegen/typescript';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse, visit } from 'graphql';

const federation = /* GraphQL */ `
  directive @link(url: String!, import: [String]) on SCHEMA
  directive @key(fields: String!, resolvable: Boolean = true) repeatable on OBJECT | INTERFACE
  directive @shareable on OBJECT | FIELD_DEFINITION
  directive @external on OBJECT | FIELD_DEFINITION
  directive @tag(name: String!) repeatable on OBJECT | FIELD_DEFINITION | INTERFACE | UNION
`;

const shared = 'libs/subgraph/schema/shared.graphql';

/** The schema of a service as one document: parts of Query and Mutation become extensions, the link is left to the subgraph library. */
export const schemaDocument = (root, service) => {
  const folder = join(root, 'services', service, 'schema');
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.graphql'))
    .sort();
  const text = [
    federation,
    ...[join(root, shared), ...files.map((name) => join(folder, name))].map((path) => readFileSync(path, 'utf8')),
  ].join('\n');
  const seen = new Set();
  return visit(parse(text), {
    SchemaExtension: () => null,
    ObjectTypeDefinition: (node) => {
      if (!seen.has(node.name.value)) return void seen.add(node.name.value);
      return { ...node, kind: 'ObjectTypeExtension', description: undefined };
    },
  });
};

/** TypeScript types of a service's schema, for its resolvers and views. */
export const schemaTypes = async (root, service) => {
  const body = await codegen({
    filename: 'schema.ts',
    schema: schemaDocument(root, service),
    documents: [],
    plugins: [{ typescript: {} }],
    pluginMap: { typescript },
    config: {
      enumsAsTypes: true,
      immutableTypes: true,
      skipTypename: true,
      maybeValue: 'T | null',
      inputMaybeValue: 'T | null | undefined',
      avoidOptionals: { field: true, inputValue: false, object: true, defaultValue: false },
      useTypeImports: true,
      scalars: { ID: 'string', Date: 'string', DateTime: 'string', Decimal: 'string', Position: 'string' },
      defaultScalarType: 'string',
      noExport: false,
    },
  });
  return `// Written by \`npm run generate\` from schema/*.graphql; do not edit.\n${body}`;
};
