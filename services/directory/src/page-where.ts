import type { Page, PageRequest } from '@laurel/read-models';

const atATime = 100;

/** A page of those that pass, whatever the index holds between them: "as of" looks at dated facts, which no index can. */
export const pageWhere = async <Doc>(
  find: (page: PageRequest) => Promise<Page<Doc>>,
  page: PageRequest,
  keep: (document: Doc) => boolean,
): Promise<Page<Doc>> => ('first' in page ? forward(find, page, keep) : backward(find, page, keep));

const forward = async <Doc>(
  find: (page: PageRequest) => Promise<Page<Doc>>,
  { first, after }: { readonly first: number; readonly after?: string },
  keep: (document: Doc) => boolean,
): Promise<Page<Doc>> => {
  const items: Page<Doc>['items'][number][] = [];
  let at = after;
  for (;;) {
    const some = await find({ first: atATime, ...(at !== undefined && { after: at }) });
    items.push(...some.items.filter(({ document }) => keep(document)));
    at = some.items.at(-1)?.cursor;
    if (items.length > first || !some.hasNext || at === undefined) {
      return { items: items.slice(0, first), hasNext: items.length > first, hasPrevious: after !== undefined };
    }
  }
};

const backward = async <Doc>(
  find: (page: PageRequest) => Promise<Page<Doc>>,
  { last, before }: { readonly last: number; readonly before?: string },
  keep: (document: Doc) => boolean,
): Promise<Page<Doc>> => {
  const items: Page<Doc>['items'][number][] = [];
  let at = before;
  for (;;) {
    const some = await find({ last: atATime, ...(at !== undefined && { before: at }) });
    items.unshift(...some.items.filter(({ document }) => keep(document)));
    at = some.items.at(0)?.cursor;
    if (items.length > last || !some.hasPrevious || at === undefined) {
      return { items: items.slice(-last), hasNext: before !== undefined, hasPrevious: items.length > last };
    }
  }
};
