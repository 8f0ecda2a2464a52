import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { asyncApiOf } from './async-api.js';
import { incompatibilities, meaning } from './compatibility.js';
import { contracts as every } from './contracts.js';
import { type PublishedContract, wireTypeOf } from './published-contract.js';
import { type JsonSchema, jsonSchemaOf } from './wire-schema.js';

export interface Generation {
  /** Only looks, writes nothing: what is missing or stale is a problem. */
  readonly check: boolean;
  /** Holds `schemas`, `examples` and `asyncapi.json`; the package's own when absent. */
  readonly folder?: string;
  readonly contracts?: readonly PublishedContract[];
}

export interface Generated {
  /** Paths within the folder. */
  readonly written: readonly string[];
  /** Empty when what is committed is complete, fresh and compatible. */
  readonly problems: readonly string[];
}

/**
 * Brings the committed schemas, examples and the AsyncAPI document up to date with the contracts. What was released is never edited:
 * a changed schema needs a new version, and all versions of an event must be readable by each other's readers.
 */
export const generateContracts = ({ check, folder = join(import.meta.dirname, '..'), contracts = every }: Generation): Generated => {
  const written: string[] = [];
  const problems: string[] = [];
  const write = (path: string, content: unknown) => {
    if (check) return void problems.push(`${path} is not what the contracts say: generate it`);
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), textOf(content));
    written.push(path);
  };
  const known = new Set<string>();

  for (const contract of contracts) {
    for (const [type, { version, example }] of Object.entries(contract.types)) {
      const [schemaFile, exampleFile] = [schemaOf(wireTypeOf(contract, type)), exampleOf(wireTypeOf(contract, type))];
      const schema = jsonSchemaOf(contract, type);
      const released = read(folder, schemaFile);
      if (released === undefined) write(schemaFile, schema);
      else if (meaning(released) !== meaning(schema))
        problems.push(`${schemaFile} was released with another shape: raise the version of ${type}`);
      else if (textOf(released) !== textOf(schema)) write(schemaFile, schema);
      if (read(folder, exampleFile) === undefined) write(exampleFile, example);
      const versions = Array.from({ length: version }, (_, index) => wireTypeOf(contract, type, index + 1));
      for (const wireType of versions) known.add(schemaOf(wireType)).add(exampleOf(wireType));
      problems.push(
        ...versions.flatMap((wireType, index) => examined(folder, contract, type, wireType, index)),
        ...compared(folder, versions),
      );
    }
  }
  for (const file of ['schemas', 'examples'].flatMap((kind) => list(folder, kind))) {
    if (!known.has(file)) problems.push(`${file} belongs to no contract: what was published is not taken back`);
  }
  const asyncApi = asyncApiOf(contracts);
  if (textOf(read(folder, 'asyncapi.json')) !== textOf(asyncApi)) write('asyncapi.json', asyncApi);
  return { written, problems };
};

/** One version: its files are there, the example is of its schema, and the upcasts lead it to the newest one. */
const examined = (folder: string, contract: PublishedContract, type: string, wireType: string, index: number): readonly string[] => {
  const { upcasts = [], version } = contract.types[type]!; // the caller walks these types
  const [schema, example] = [read(folder, schemaOf(wireType)), read(folder, exampleOf(wireType))];
  if (schema === undefined || example === undefined) {
    const told = index === version - 1; // of the newest version, because it could not be written
    return told ? [] : [`${wireType} has no schema or no example: it was released, take them from the history`];
  }
  const parsed = z.fromJSONSchema(schema as JsonSchema).safeParse(example);
  if (!parsed.success) return [`${exampleOf(wireType)} is not of its schema: ${z.prettifyError(parsed.error)}`];
  const newest = upcasts.slice(index).reduce<unknown>((data, upcast) => upcast(data as never), example); // as the contract's author promised
  const led = z.fromJSONSchema(jsonSchemaOf(contract, type)).safeParse(newest);
  return led.success ? [] : [`${exampleOf(wireType)} does not become a ${type} v${version}: ${z.prettifyError(led.error)}`];
};

const compared = (folder: string, wireTypes: readonly string[]): readonly string[] =>
  wireTypes.flatMap((newer, index) =>
    wireTypes.slice(0, index).flatMap((older) => {
      const [one, other] = [read(folder, schemaOf(older)), read(folder, schemaOf(newer))];
      if (one === undefined || other === undefined) return []; // told above
      return incompatibilities(one as JsonSchema, other as JsonSchema).map((why) => `${newer} and ${older}: ${why}`);
    }),
  );

const schemaOf = (wireType: string): string => join('schemas', `${wireType}.json`);
const exampleOf = (wireType: string): string => join('examples', `${wireType}.json`);

const textOf = (content: unknown): string => `${JSON.stringify(content, undefined, 2)}\n`;

const read = (folder: string, path: string): unknown =>
  existsSync(join(folder, path)) ? JSON.parse(readFileSync(join(folder, path), 'utf8')) : undefined;

const list = (folder: string, kind: string): readonly string[] =>
  existsSync(join(folder, kind)) ? readdirSync(join(folder, kind)).map((file) => join(kind, file)) : [];
