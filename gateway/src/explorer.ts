import type { FastifyInstance } from 'fastify';

/** Somebody whose token the explorer may send: sample people, in developer mode only. */
export interface ExplorerPerson {
  readonly label: string;
  readonly token: string;
}

export interface ExplorerOptions {
  readonly people: readonly ExplorerPerson[];
  readonly defaultQuery: string;
}

/** A page of our own to try queries in; nothing comes from a CDN. Loaded when first asked for: it is 9 MB. */
export const explorer = (app: FastifyInstance, endpoint: string, { people, defaultQuery }: ExplorerOptions): void => {
  app.get('/', (_, reply) => reply.redirect('/explorer'));
  app.get<{ Querystring: { as?: string } }>('/explorer', async ({ query: { as = '0' } }, reply) => {
    const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
    const chosen = people[Number(as)] ?? people[0];
    const page = renderGraphiQL({
      endpoint,
      defaultQuery,
      title: 'Laurel · Nguyệt Quế',
      ...(chosen && { additionalHeaders: { authorization: `Bearer ${chosen.token}` } }),
    } as Parameters<typeof renderGraphiQL>[0]); // `endpoint` is an option that its types leave out
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-security-policy', policy)
      .send(withPeople(page, people, chosen));
  });
};

// The page is inline script and blobs; nothing may be loaded from or sent to another address.
const policy = "default-src 'self' 'unsafe-inline' 'unsafe-eval' blob: data:; connect-src 'self'; frame-ancestors 'none'";

const withPeople = (page: string, people: readonly ExplorerPerson[], chosen: ExplorerPerson | undefined): string => {
  const options = people.map(
    ({ label }, index) => `<option value="${index}"${people[index] === chosen ? ' selected' : ''}>${escaped(label)}</option>`,
  );
  const bar = `<label style="position:fixed;right:12px;bottom:10px;z-index:99;font:13px sans-serif;background:#fff;color:#222;border:1px solid #ccc;border-radius:6px;padding:4px 8px">
    Ask as <select onchange="const to=new window.URL(location);to.searchParams.set('as',this.value);location=to">${options.join('')}</select></label>`;
  return page.replace('<div id="root"></div>', () => `<div id="root"></div>${people.length > 0 ? bar : ''}`);
};

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
