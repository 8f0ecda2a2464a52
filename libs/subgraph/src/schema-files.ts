import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type DefinitionNode, type DocumentNode, Kind, parse, print, Source } from 'graphql';

const shared = fileURLToPath(new URL('../schema/shared.graphql', import.meta.url));

/**
 * A service's schema: its own *.graphql and what all share. Every file may hold a part of Query and Mutation; any other type stands in
 * one file, and is told when it stands in two (a silent merge would turn `Int` and `Int!` of one field into `Int!`).
 */
export const readSchema = (folder: string): string => {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.graphql'))
    .sort();
  const documents = [shared, ...files.map((name) => join(folder, name))].map((path) => parse(new Source(readFileSync(path, 'utf8'), path)));
  return print(mergeFiles(documents));
};

const mergeFiles = (documents: readonly DocumentNode[]): DocumentNode => {
  const seen = new Set<string>();
  const definitions = documents.flatMap(({ definitions: all }) =>
    all.map((definition): DefinitionNode => {
      if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && !('name' in definition && definition.kind.endsWith('TypeDefinition')))
        return definition;
      const { name } = definition as { readonly name?: { readonly value: string } };
      if (!name || !seen.has(name.value)) {
        if (name) seen.add(name.value);
        return definition;
      }
      if (definition.kind === Kind.OBJECT_TYPE_DEFINITION && (name.value === 'Query' || name.value === 'Mutation')) {
        const { description: _, ...rest } = definition;
        return { ...rest, kind: Kind.OBJECT_TYPE_EXTENSION };
      }
      throw new Error(`${name.value} is defined twice: ${definition.loc?.source.name}`);
    }),
  );
  return { kind: Kind.DOCUMENT, definitions };
};
