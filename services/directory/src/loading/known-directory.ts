import type { Reader } from '@laurel/read-models';
import type { GroupListQueries } from '../group-list/group-list.queries.js';
import type { OfficeListQueries } from '../office-list/office-list.queries.js';
import type { OrganisationListQueries } from '../organisation-list/organisation-list.queries.js';
import type { PersonListQueries } from '../person-list/person-list.queries.js';
import type { KnownDirectory } from './check-upload.js';

export interface DirectoryLists {
  readonly organisations: OrganisationListQueries;
  readonly groups: GroupListQueries;
  readonly people: PersonListQueries;
  readonly offices: OfficeListQueries;
}

/** Everything that rows of an upload can name, as far as the reader reaches. */
export const knownDirectory = async (lists: DirectoryLists, reader: Reader): Promise<KnownDirectory> => {
  const [organisations, groups, offices, people] = await Promise.all([
    lists.organisations.all(reader),
    lists.groups.all(reader),
    lists.offices.all(reader),
    lists.people.all(reader),
  ]);
  return {
    organisations,
    codes: new Set([...organisations, ...groups, ...offices].map(({ code }) => code)),
    people: new Set(people.map(({ id }) => id)),
  };
};
