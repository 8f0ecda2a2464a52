import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { BadConfiguration } from '../environment.js';
import { envExample } from './env-example.js';
import type { Environment } from './environment.js';
import { nearestName } from './nearest-name.js';

export interface FieldWords {
  /** One line for whoever sets it. */
  readonly says: string;
  /** As it would stand in the environment. */
  readonly example?: string;
  /** Its value is never told. */
  readonly secret?: boolean;
  /** As it would stand in the environment. Without one, and with a schema that takes no `undefined`, the variable is needed. */
  readonly default?: string;
}

export interface Field<T = unknown> extends FieldWords {
  readonly schema: z.ZodType<T>;
}

/** One variable. Its text, or `undefined`, goes through the schema; so numbers are `z.coerce.number()`, yes and no `z.stringbool()`. */
export const field = <Schema extends z.ZodType>(schema: Schema, words: FieldWords): Field<z.output<Schema>> => ({
  ...words,
  schema: schema as z.ZodType<z.output<Schema>>, // the same schema, its output named
});

type Fields = Readonly<Record<string, Field>>;
export type ValuesOf<Of extends Fields> = { readonly [Name in keyof Of]: Of[Name] extends Field<infer T> ? T : never };

/** What several variables say together: `NAME: what is wrong and what to do`, nothing when it fits. Those that are wrong alone are absent. */
export type Rule<Values> = (values: Partial<Values>) => readonly string[];

export interface ConfigurationLine {
  readonly name: string;
  readonly state: 'set' | 'default' | 'absent' | 'wrong';
  /** What is wrong; otherwise the value: of a secret that it is set, nothing else; of an address no password; of a file its path. */
  readonly shown: string;
}

export interface CheckedConfiguration<Values> {
  /** Undefined when something is wrong. */
  readonly values: Values | undefined;
  readonly lines: readonly ConfigurationLine[];
  readonly wrong: readonly string[];
  /** Names that nobody reads. */
  readonly warnings: readonly string[];
}

export interface Configuration<Values> {
  readonly fields: Fields;
  /** All that is wrong at once; values of secrets are not told. */
  check(from: Environment): CheckedConfiguration<Values>;
  /** Throws `BadConfiguration` with all that is wrong. */
  read(from: Environment): Values;
  /** The text of `.env.example`. */
  envExample(title: string): string;
}

/** A process's variables, typed. Any of them may come from a file instead: `NAME_FILE` holds its path, as container secrets do. */
export const defineConfiguration = <const Of extends Fields>(
  fields: Of,
  rules: readonly Rule<ValuesOf<Of>>[] = [],
): Configuration<ValuesOf<Of>> => {
  const check = (from: Environment): CheckedConfiguration<ValuesOf<Of>> => {
    const read = Object.entries(fields).map(([name, one]) => readField(name, one, from));
    const values = Object.fromEntries(read.flatMap(({ name, value, wrong }) => (wrong === undefined ? [[name, value]] : [])));
    const fitting = values as Partial<ValuesOf<Of>>; // each value went through its field's schema
    const together = rules.flatMap((rule) => rule(fitting));
    const wrong = [...read.flatMap((one) => one.wrong ?? []), ...together];
    const lineOf = ({ name, state, shown }: ReadField): ConfigurationLine => {
      const problems = together.filter((told) => told.startsWith(`${name}: `)).map((told) => told.slice(name.length + 2));
      return problems.length === 0 ? { name, state, shown } : { name, state: 'wrong', shown: problems.join('; ') };
    };
    return {
      values: wrong.length === 0 ? (values as ValuesOf<Of>) : undefined, // and here all of them did
      lines: read.map(lineOf),
      wrong,
      warnings: unknownNames(Object.keys(fields), from),
    };
  };
  return {
    fields,
    check,
    read: (from) => {
      const { values, wrong } = check(from);
      if (!values) throw new BadConfiguration(wrong.join('; '));
      return values;
    },
    envExample: (title) => envExample(title, fields),
  };
};

interface ReadField extends ConfigurationLine {
  readonly value?: unknown;
  readonly wrong?: string;
}

const readField = (name: string, { schema, secret = false, default: usual }: Field, from: Environment): ReadField => {
  const bad = (problem: string): ReadField => ({ name, state: 'wrong', shown: problem, wrong: `${name}: ${problem}` });
  const [own, path] = [from[name] || undefined, from[`${name}_FILE`] || undefined]; // an empty variable counts as absent
  if (own !== undefined && path !== undefined) return bad(`stands beside ${name}_FILE: leave one of them out`);
  let text = own;
  if (path !== undefined) {
    try {
      text = readFileSync(path, 'utf8').trimEnd() || undefined;
    } catch (error) {
      return bad(`${name}_FILE cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}): ${path}`);
    }
  }
  const parsed = schema.safeParse(text ?? usual);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return bad(text === undefined && usual === undefined ? 'is missing' : (issue?.message ?? 'does not fit'));
  }
  const state = text !== undefined ? 'set' : usual !== undefined ? 'default' : 'absent';
  const shown = state === 'absent' ? '' : secret ? 'set' : path !== undefined ? `from ${path}` : withoutPasswords(text ?? usual ?? '');
  return { name, state, shown, value: parsed.data };
};

/** An address may carry a user and a password, whatever it is for. */
const withoutPasswords = (text: string): string => text.replace(/\/\/[^/@\s]*@/g, '//…@');

/** A misspelt name is a setting that silently does nothing. */
const unknownNames = (known: readonly string[], from: Environment): readonly string[] => {
  const taken = new Set(known.flatMap((name) => [name, `${name}_FILE`]));
  return Object.keys(from)
    .filter((name) => name.startsWith('LAUREL_') && !taken.has(name) && !isServiceLink(name))
    .sort()
    .map((name) => {
      const near = nearestName(name, known);
      return `${name} is read by nobody here${near === undefined ? '' : `; ${near} is`}`;
    });
};

/** Kubernetes tells every container of the services beside it in variables of their names. */
const isServiceLink = (name: string): boolean =>
  /_(SERVICE_HOST|SERVICE_PORT(_\w+)?|PORT|PORT_\d+_(TCP|UDP)(_\w+)?)$/.test(name) && /^LAUREL_[A-Z]+_(SERVICE|PORT)/.test(name);
