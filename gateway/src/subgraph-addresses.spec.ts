import { describe, expect, it } from '@jest/globals';
import { servicesIn, subgraphAddresses } from './subgraph-addresses.js';

describe('the addresses of the services', () => {
  it('are one or several for each', () =>
    expect(subgraphAddresses.parse('directory=http://one:1/graphql, https://two/graphql; plans=http://three:3/graphql;')).toEqual(
      new Map([
        ['directory', ['http://one:1/graphql', 'https://two/graphql']],
        ['plans', ['http://three:3/graphql']],
      ]),
    ));

  it.each([
    '',
    ';',
    'plans',
    'plans=',
    'plans=three:3',
    'plans=http://a/graphql,',
    'plans=http://a/graphql;plans=http://b/graphql',
    'plans=ftp://a',
  ])('are refused with how they are written: %j', (text) =>
    expect(subgraphAddresses.safeParse(text).error?.issues[0]?.message).toMatch(/^is written like directory=http:\/\/one:4101\/graphql/),
  );

  it('are needed for every service that the schema joins', () =>
    expect(
      servicesIn('enum join__Graph { A @join__graph(name: "plans", url: "x") B @join__graph(name: "nodes", url: "y") }', 'nodes'),
    ).toEqual(['plans']));
});
