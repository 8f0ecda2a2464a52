import type { Page, PageRequest } from '@laurel/read-models';

const pageSize = 100;

/** All pages of a question, one after the other. */
export const everything = async <Doc>(find: (page: PageRequest) => Promise<Page<Doc>>): Promise<readonly Doc[]> => {
  const found: Doc[] = [];
  for (let after: string | undefined; ;) {
    const page = await find({ first: pageSize, ...(after !== undefined && { after }) });
    found.push(...page.items.map(({ document }) => document));
    after = page.items.at(-1)?.cursor;
    if (!page.hasNext) return found;
  }
};
