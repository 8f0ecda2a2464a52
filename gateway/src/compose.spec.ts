import { describe, expect, it } from '@jest/globals';
import { compose } from './compose.js';
import { directorySdl, plansSdl } from './spec/platform.js';

const head = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.11", import: ["@key", "@shareable"])
  directive @idPrefix(is: String!) repeatable on OBJECT
  interface Node { id: ID! }`;

describe('composing the supergraph', () => {
  it('knows from the schemas who answers for which ids', () =>
    expect(
      compose([
        { name: 'directory', sdl: directorySdl },
        {
          name: 'plans',
          sdl: plansSdl.replace('type Obligation implements', 'type OwedThing implements').replaceAll('Obligation', 'OwedThing'),
        },
      ]).nodes,
    ).toEqual({
      org: { type: 'Organisation', service: 'directory' },
      owed_thing: { type: 'OwedThing', service: 'plans' },
      ward: { type: 'Organisation', service: 'directory' },
    }));

  it('refuses a root field that would take the healthy ones with it', () =>
    expect(() => compose([{ name: 'a', sdl: `${head} type Query { x: Int! y: Int }` }])).toThrow('a: Query.x must be nullable'));

  it('refuses one prefix for two types', () => {
    const thing = `${head} type Thing implements Node @key(fields: "id") @idPrefix(is: "org") { id: ID! } type Query { thing: Thing }`;
    expect(() =>
      compose([
        { name: 'directory', sdl: directorySdl },
        { name: 'things', sdl: thing },
      ]),
    ).toThrow('ids that begin with org_ belong to Organisation of directory and Thing of things');
  });

  it('tells why subgraphs do not fit', () => {
    const other = 'type Page { size: Int } type Query { pages: Page }';
    expect(() =>
      compose([
        { name: 'a', sdl: `${head} ${other}` },
        { name: 'b', sdl: `${head} ${other.replace('pages', 'more')}` },
      ]),
    ).toThrow(/do not compose:\n.*Page\.size/);
  });
});
