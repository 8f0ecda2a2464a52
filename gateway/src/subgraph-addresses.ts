import { z } from 'zod';

/** Service → the addresses of its replicas, each with its path. */
export type SubgraphAddresses = ReadonlyMap<string, readonly string[]>;

const wanted = 'is written like directory=http://one:4101/graphql,http://two:4101/graphql;plans=http://three:4102/graphql';

/** `directory=http://one:4101/graphql,http://two:4101/graphql;plans=…` */
export const subgraphAddresses = z.string().transform((text, context): SubgraphAddresses => {
  const addresses = new Map<string, readonly string[]>();
  for (const part of text.split(';').map((each) => each.trim())) {
    if (part === '') continue; // a last semicolon
    const [, service, list] = /^([a-z][a-z0-9-]*)=(.+)$/.exec(part) ?? [];
    const urls = (list ?? '').split(',').map((url) => url.trim());
    const wrong = service === undefined || addresses.has(service) ? part : urls.find((url) => !isHttp(url));
    if (service === undefined || wrong !== undefined) {
      context.addIssue(`${wanted}; this does not fit: ${wrong || part}`);
      return z.NEVER;
    }
    addresses.set(service, urls);
  }
  if (addresses.size === 0) context.addIssue(wanted);
  return addresses;
});

const isHttp = (text: string): boolean => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

/** The services that a supergraph joins; `nodes` is the gateway's own. */
export const servicesIn = (supergraph: string, own: string): readonly string[] =>
  [...supergraph.matchAll(/@join__graph\(name: "([^"]+)"/g)].map(([, name]) => name!).filter((name) => name !== own);
