import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';

const root = fileURLToPath(new URL('../../../', import.meta.url));

interface Text {
  readonly at: string;
  /** Of each language: the words, `…` for what is filled in; undefined where it is not written down. */
  readonly vi: string | undefined;
  readonly en: string | undefined;
}

const sources = ['libs', 'services', 'gateway'].flatMap((top) =>
  readdirSync(join(root, top), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !/(^|\/)(node_modules|dist|generated|spec|fixtures)\/|\.(spec|d)\.ts$|^testing\//.test(path))
    .map((path) => {
      const file = join(root, top, path);
      return ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
    }),
);

const nodesOf = (node: ts.Node): readonly ts.Node[] => [node, ...node.getChildren().flatMap(nodesOf)];
const nodes = sources.flatMap(nodesOf);
const placeOf = (node: ts.Node): string => {
  const file = node.getSourceFile();
  return `${relative(root, file.fileName)}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
};

const wordsOf = (node: ts.Expression): string | undefined => {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node))
    return [node.head, ...node.templateSpans.map(({ literal }) => literal)].map(({ text }) => text).join('…');
  return undefined;
};
const member = ({ properties }: ts.ObjectLiteralExpression, name: string): ts.PropertyAssignment | undefined =>
  properties.filter(ts.isPropertyAssignment).find((property) => property.name.getText() === name);

/** Every text in two languages that the source writes down: reasons, explanations, words of a timeline. */
const texts = nodes.filter(ts.isObjectLiteralExpression).flatMap((node): readonly Text[] => {
  const [vi, en] = [member(node, 'vi'), member(node, 'en')];
  return vi || en ? [{ at: placeOf(node), vi: vi && wordsOf(vi.initializer), en: en && wordsOf(en.initializer) }] : [];
});

/** Every code of `defineReasons`, with the service that may answer it. */
const codes = nodes
  .filter(ts.isCallExpression)
  .filter(({ expression }) => expression.getText() === 'defineReasons')
  .flatMap((call) => {
    const [table] = call.arguments;
    const service = /services\/([^/]+)\//.exec(call.getSourceFile().fileName)?.[1];
    if (!table || !ts.isObjectLiteralExpression(table) || service === undefined) return [];
    return table.properties.map((property) => ({ service, code: property.name!.getText() }));
  });

const vietnamese = /[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]/i;

describe('what people are told', () => {
  it('is found in the sources', () => expect([texts.length > 150, codes.length > 80]).toEqual([true, true]));

  it('stands in both languages, and is not empty', () => {
    const spoken = texts.filter(({ vi, en }) => vi !== undefined && en !== undefined);
    expect(spoken.length).toBeGreaterThan(150);
    expect(spoken.filter(({ vi, en }) => vi!.trim() === '' || en!.trim() === '')).toEqual([]);
  });

  it('is Vietnamese with its diacritics, and composed (NFC)', () => {
    const all = texts.flatMap(({ at, vi, en }) => [vi, en].flatMap((text) => (text === undefined ? [] : [{ at, text }])));
    expect(all.filter(({ text }) => text !== text.normalize('NFC'))).toEqual([]);
    // Names of forms (KT., TUQ.) and what is all filled in have none.
    const sentences = texts.filter(({ vi }) => vi !== undefined && /\p{L}{2,}.* .*\p{L}{2,}/u.test(vi));
    expect(sentences.filter(({ vi }) => !vietnamese.test(vi!))).toEqual([]);
  });

  it('has codes that the schema of its service knows: another would turn a refusal into a fault', () => {
    const known = new Map(
      [...new Set(codes.map(({ service }) => service))].map((service) => [
        service,
        readFileSync(join(root, 'services', service, 'schema.generated.graphql'), 'utf8'),
      ]),
    );
    expect(codes.filter(({ service, code }) => !new RegExp(`^  ${code}$`, 'm').test(known.get(service)!))).toEqual([]);
  });
});
