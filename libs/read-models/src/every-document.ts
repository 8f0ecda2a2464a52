import type { Page, PageRequest } from './collection.js';

const pageSize = 100;

/** Every document of a question, page by page: for files and for what is worked out over all of them, never for one screen. */
export async function* everyDocument<Doc>(find: (page: PageRequest) => Promise<Page<Doc>>): AsyncGenerator<Doc, void> {
  for (let after: string | undefined; ;) {
    const page = await find({ first: pageSize, ...(after !== undefined && { after }) });
    for (const { document } of page.items) yield document;
    after = page.items.at(-1)?.cursor;
    if (!page.hasNext || after === undefined) return;
  }
}

/** The same, all at once. */
export const allDocuments = async <Doc>(find: (page: PageRequest) => Promise<Page<Doc>>): Promise<readonly Doc[]> => {
  const all: Doc[] = [];
  for await (const document of everyDocument(find)) all.push(document);
  return all;
};
