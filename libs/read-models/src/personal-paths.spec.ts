import { describe, expect, it } from '@jest/globals';
import { personal } from '@laurel/event-sourcing';
import { checkDeclaration, defineCollection, InvalidDeclaration, personalPaths } from '@laurel/read-models';
import { z } from 'zod';

const name = personal(z.string(), { subject: 'personId', erased: '—' });
const people = (document: z.ZodType<{ tenant: string; id: string }>, more: object = {}) => ({
  ...defineCollection({ name: 'people', version: 1, read: 'r', document, key: 'id', owner: {}, indexes: {} }),
  ...more,
});
const document = z.object({
  id: z.string(),
  tenant: z.string(),
  personId: z.string(),
  name,
  sortKey: name.optional(),
  members: z.array(z.object({ personId: z.string(), name })).readonly(),
});

describe('personalPaths', () => {
  it('finds marked fields wherever they stand', () =>
    expect(personalPaths(people(document))).toEqual([
      { path: 'name', subject: 'personId', erased: '—' },
      { path: 'sortKey', subject: 'personId', erased: '—' },
      { path: 'members[].name', subject: 'personId', erased: '—' },
    ]));

  it('walks a schema that holds itself once', () => {
    const rule = z.object({
      personId: z.string(),
      name,
      get parts() {
        return z.array(rule).optional();
      },
    });
    const spec = people(z.object({ id: z.string(), tenant: z.string(), rule }));
    expect(personalPaths(spec).map(({ path }) => path)).toEqual(['rule.name']);
  });

  it('finds none where none is marked', () => expect(personalPaths(people(z.object({ id: z.string(), tenant: z.string() })))).toEqual([]));
});

describe('a declaration', () => {
  it('may be ordered and searched by a personal field', () =>
    expect(() =>
      checkDeclaration(people(document, { search: ['name'], indexes: { byName: { equal: [], order: ['sortKey'] } } })),
    ).not.toThrow());

  it('has no personal key and no personal owner', () => {
    expect(() => checkDeclaration(people(document, { key: 'name' }))).toThrow(InvalidDeclaration);
    expect(() => checkDeclaration(people(document, { owner: { person: 'name' } }))).toThrow(InvalidDeclaration);
  });

  it('says whose a personal field is', () =>
    expect(() => checkDeclaration(people(z.object({ id: z.string(), tenant: z.string(), name })))).toThrow(
      'its subject personId is no field',
    ));
});
