import type { FastifyInstance } from 'fastify';
import { onlyLoopbackHost } from './loopback-host.js';

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
  app.get('/explorer', { onRequest: onlyLoopbackHost }, async (_, reply) => {
    const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
    // `endpoint` is an option that its types leave out.
    const page = renderGraphiQL({ endpoint, defaultQuery, title: 'Laurel · Nguyệt Quế' } as Parameters<typeof renderGraphiQL>[0]);
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-security-policy', policy)
      .send(withPeople(page, people));
  });
};

// The page is inline script and blobs; nothing may be loaded from or sent to another address.
const policy = "default-src 'self' 'unsafe-inline' 'unsafe-eval' blob: data:; connect-src 'self'; frame-ancestors 'none'";

/** A choice of whom to ask as, before the page's own script: what it sends then carries that token, unless its headers name another. */
const withPeople = (page: string, people: readonly ExplorerPerson[]): string => {
  if (people.length === 0) return page;
  const options = people.map(({ label }, index) => `<option value="${index}">${escaped(label)}</option>`);
  const tokens = JSON.stringify(people.map(({ token }) => token)).replace(/</g, '\\u003c');
  const choice = `<label style="${style}">Ask as <select id="laurel-as">${options.join('')}</select></label>
    <script>
      (() => {
        const [tokens, as, ask] = [${tokens}, document.getElementById('laurel-as'), window.fetch];
        as.value = sessionStorage.getItem('laurel-as') ?? '0';
        as.onchange = () => sessionStorage.setItem('laurel-as', as.value);
        window.fetch = (to, options = {}) => {
          const headers = new Headers(options.headers);
          if (!headers.has('authorization')) headers.set('authorization', 'Bearer ' + tokens[as.value]);
          return ask(to, { ...options, headers });
        };
      })();
    </script>`;
  return page.replace('<div id="root"></div>', () => `<div id="root"></div>${choice}`);
};

const style =
  'position:fixed;right:12px;bottom:10px;z-index:99;font:13px sans-serif;background:#fff;color:#222;border:1px solid #ccc;border-radius:6px;padding:4px 8px';

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
