import { describe, expect, it } from '@jest/globals';
import { personal } from '@laurel/event-sourcing';
import { z } from 'zod';
import { personalPlan, rewrite } from './personal-plan.js';

const name = () => personal(z.string(), { subject: 'id', erased: '' });
const person = z.object({ id: z.string(), name: name() });
const masked = (schema: z.ZodType, value: unknown) =>
  rewrite(personalPlan(schema)!, value, (each, _, subject) => `${String(each)} of ${subject}`);

describe('the plan of a schema', () => {
  it('is absent where nothing is personal', () => {
    expect(personalPlan(z.object({ id: z.string(), many: z.array(z.record(z.string(), z.int())) }))).toBeUndefined();
  });

  it('belongs to the field that is marked, not to every field of that type', () => {
    const text = z.string();
    const schema = z.object({ id: text, name: personal(text, { subject: 'id', erased: '' }), other: text });
    expect(masked(schema, { id: '1', name: 'a', other: 'b' })).toEqual({ id: '1', name: 'a of 1', other: 'b' });
  });

  it.each([
    ['optional', name().optional()],
    ['nullable', name().nullable()],
    ['default', name().default('x')],
    ['readonly', name().readonly()],
    ['refined later', name().min(1).describe('họ tên')],
    ['optional, nullable and lazy', z.lazy(() => name().nullish())],
  ])('sees a field that is %s', (_, field) => {
    expect(masked(z.object({ id: z.string(), field }), { id: '1', field: 'a' })).toEqual({ id: '1', field: 'a of 1' });
  });

  it('follows a schema that contains itself', () => {
    const tree = z.object({
      ...person.shape,
      get below(): z.ZodType {
        return z.array(tree);
      },
    });
    expect(masked(tree, { id: '1', name: 'a', below: [{ id: '2', name: 'b', below: [] }] })).toEqual({
      id: '1',
      name: 'a of 1',
      below: [{ id: '2', name: 'b of 2', below: [] }],
    });
  });

  it.each([
    ['without the id of its subject', z.object({ name: name() }), 'there is no id beside it'],
    ['outside of an object', z.object({ id: z.string(), names: z.array(name()) }), 'stands in an object'],
    ['under a union without discriminator', z.object({ who: z.union([person, z.string()]) }), 'inside of union'],
    ['in a tuple', z.tuple([person]), 'inside of tuple'],
    ['in an intersection', z.intersection(person, z.object({})), 'inside of intersection'],
    ['under any key', z.object({ id: z.string() }).catchall(person), 'inside of object'],
    ['before a transformation', z.object({ who: person.transform(({ id }) => id) }), 'behind a transformation'],
  ])('refuses a personal field %s', (_, schema, why) => {
    expect(() => personalPlan(schema)).toThrow(why);
  });

  it('stops when the data does not say whose a field is', () => {
    const schema = z.object({ id: z.string().optional(), name: name() });
    expect(() => masked(schema, { name: 'a' })).toThrow('name is personal but id does not say whose it is');
  });
});
