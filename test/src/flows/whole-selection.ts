import type { Desk } from './laurel.js';

interface TypeRef {
  readonly kind: string;
  readonly name: string | null;
  readonly ofType: TypeRef | null;
}
interface Field {
  readonly name: string;
  readonly type: TypeRef;
  readonly args: readonly { readonly name: string; readonly type: TypeRef; readonly defaultValue: string | null }[];
}
interface Type {
  readonly name: string;
  readonly kind: string;
  readonly fields: readonly Field[] | null;
  readonly enumValues: readonly { readonly name: string }[] | null;
}

export interface WholeSchema {
  /** Everything that a root field can answer, edges of edges included; no type twice on one way. */
  selectionOf(root: 'Query' | 'Mutation', field: string, depth: number): string;
}

const ref = '{ kind name ofType { kind name ofType { kind name ofType { kind name } } } }';

/** As introspection tells it, so that what is added to the schema is asked for too. */
export const wholeSchema = async (desk: Desk): Promise<WholeSchema> => {
  const { __schema } = await desk.see(
    `{ __schema { types { name kind enumValues { name } fields { name type ${ref} args { name defaultValue type ${ref} } } } } }`,
  );
  const types = new Map<string, Type>(__schema.types.map((type: Type) => [type.name, type]));
  const typeOf = (reference: TypeRef): Type => (reference.ofType ? typeOf(reference.ofType) : types.get(reference.name!)!);

  const selection = (type: Type, depth: number, way: readonly string[]): string => {
    const fields = (type.fields ?? []).flatMap((field) => {
      const below = typeOf(field.type);
      if (!below.fields) return [`${field.name}${argumentsOf(field)}`];
      if (depth === 0 || way.includes(below.name)) return [];
      const inner = selection(below, depth - 1, [...way, below.name]);
      return inner === '' ? [] : [`${field.name}${argumentsOf(field)} ${inner}`];
    });
    return fields.length === 0 ? '' : `{ ${fields.join(' ')} }`;
  };
  // Of what has to be given there are only choices from a list: the last one, for progress by task.
  const argumentsOf = ({ args }: Field): string => {
    const given = args
      .filter(({ type, defaultValue }) => type.kind === 'NON_NULL' && defaultValue === null)
      .map(({ name, type }) => `${name}: ${typeOf(type).enumValues!.at(-1)!.name}`);
    return given.length === 0 ? '' : `(${given.join(', ')})`;
  };
  return {
    selectionOf: (root, name, depth) => {
      const field = types.get(root)!.fields!.find((each) => each.name === name)!;
      const type = typeOf(field.type);
      return selection(type, depth, [type.name]);
    },
  };
};
