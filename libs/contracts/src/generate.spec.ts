import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { personal, type Upcast } from '@laurel/event-sourcing';
import { z } from 'zod';
import { generateContracts } from './generate.js';
import { definePublished } from './published-contract.js';

const contract = (schema: z.ZodType, example: unknown, ...upcasts: readonly Upcast[]) =>
  definePublished('dossiers', 'grant', {
    AwardGranted: { version: upcasts.length + 1, summary: 'An award was given.', schema, example, upcasts },
  });
const first = contract(z.object({ award: z.string(), year: z.int() }), { award: 'CSTĐ', year: 2021 });
const name = 'vn.laurel.dossiers.award-granted';

describe('the generated contracts', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'laurel-contracts-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const generate = (...contracts: readonly ReturnType<typeof contract>[]) => generateContracts({ check: false, folder, contracts });
  const check = (...contracts: readonly ReturnType<typeof contract>[]) => generateContracts({ check: true, folder, contracts }).problems;

  it('of this repository are complete, fresh and compatible', () => {
    expect(generateContracts({ check: true })).toEqual({ written: [], problems: [] });
  });

  it('are a schema and an example an event version, and one AsyncAPI document', () => {
    const missing = check(first);
    expect(existsSync(join(folder, 'schemas'))).toBe(false);
    expect(missing).toHaveLength(3);
    const files = [`schemas/${name}.v1.json`, `examples/${name}.v1.json`, 'asyncapi.json'];
    expect(generate(first)).toEqual({ written: files, problems: [] });
    expect(generate(first)).toEqual({ written: [], problems: [] });
    expect(check(first)).toEqual([]);
    expect(JSON.parse(readFileSync(join(folder, files[0]!), 'utf8'))).toEqual({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: `urn:laurel:schema:${name}.v1`,
      title: 'AwardGranted',
      description: 'An award was given.',
      'x-dataclassification': 'internal',
      type: 'object',
      properties: {
        award: { type: 'string', 'x-privacy': 'clear' },
        year: { type: 'integer', 'x-privacy': 'clear', minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER },
      },
      required: ['award', 'year'],
    });
  });

  it('do not let a released version be changed, only its texts', () => {
    generate(first);
    const before = readFileSync(join(folder, `schemas/${name}.v1.json`), 'utf8');
    const changed = contract(z.object({ award: z.string(), year: z.string() }), { award: 'CSTĐ', year: '2021' });
    expect(generate(changed).problems).toContain(
      `schemas/${name}.v1.json was released with another shape: raise the version of AwardGranted`,
    );
    expect(readFileSync(join(folder, `schemas/${name}.v1.json`), 'utf8')).toBe(before);
    const told = { ...first, types: { AwardGranted: { ...first.types.AwardGranted!, summary: 'Somebody got an award.' } } };
    expect(generate(told)).toEqual({ written: [`schemas/${name}.v1.json`, 'asyncapi.json'], problems: [] });
  });

  it('let a newer version add what readers may miss, and nothing else', () => {
    generate(first);
    const more = contract(
      z.object({ award: z.string(), year: z.int(), level: z.string().optional() }),
      { award: 'CSTĐ', year: 2021 },
      (data) => data,
    );
    expect(generate(more).problems).toEqual([]);
    expect(readdirSync(join(folder, 'schemas'))).toEqual([`${name}.v1.json`, `${name}.v2.json`]);
  });

  it.each([
    ['a new required field', z.object({ award: z.string(), year: z.int(), level: z.string() }), '.level is required on one side only'],
    [
      'a field that need not be there any more',
      z.object({ award: z.string(), year: z.int().optional() }),
      '.year is required on one side only',
    ],
    ['another type', z.object({ award: z.string(), year: z.number() }), '.year is of another shape'],
    [
      'a field that became ciphertext',
      z.object({ award: personal(z.string(), { subject: 'award', erased: '' }), year: z.int() }),
      '.award is of another shape',
    ],
  ])('refuse %s in a newer version', (_, schema, why) => {
    generate(first);
    const example = { award: 'lpd1.key.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAA', year: 2021, level: 'CITY' };
    expect(generate(contract(schema, example, (data) => data)).problems).toContain(`${name}.v2 and ${name}.v1: ${why}`);
  });

  it('show an upcast that does not lead to the newest version', () => {
    generate(first);
    const schema = z.object({ award: z.string(), year: z.int() });
    const lost = contract(schema, { award: 'CSTĐ', year: 2021 }, ({ award }: { award: string }) => ({ award }));
    expect(generate(lost).problems).toEqual([expect.stringContaining(`examples/${name}.v1.json does not become a AwardGranted v2`)]);
  });

  it('miss what was released and is gone, and tell what belongs to nobody', () => {
    generate(first);
    expect(generate().problems).toEqual([
      `schemas/${name}.v1.json belongs to no contract: what was published is not taken back`,
      `examples/${name}.v1.json belongs to no contract: what was published is not taken back`,
    ]);
    rmSync(join(folder, `examples/${name}.v1.json`));
    const second = contract(z.object({ award: z.string(), year: z.int() }), { award: 'CSTĐ', year: 2021 }, (data) => data);
    expect(generate(second).problems).toEqual([`${name}.v1 has no schema or no example: it was released, take them from the history`]);
  });

  it('show an example that was edited into something else', () => {
    generate(first);
    writeFileSync(join(folder, `examples/${name}.v1.json`), '{"award":1,"year":2021}');
    expect(check(first)).toEqual([expect.stringContaining(`examples/${name}.v1.json is not of its schema`)]);
  });
});
