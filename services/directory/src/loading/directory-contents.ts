import type { HostedService } from '@laurel/runtime';
import { Inject, Injectable } from '@nestjs/common';
import { GroupListQueries } from '../group-list/group-list.queries.js';
import { HOST } from '../host.js';
import { OfficeListQueries } from '../office-list/office-list.queries.js';
import { OrganisationListQueries } from '../organisation-list/organisation-list.queries.js';
import { PersonListQueries } from '../person-list/person-list.queries.js';
import type { KnownDirectory } from './check-upload.js';
import { knownDirectory } from './known-directory.js';

const patienceMs = 5_000;

/** What the directory of a tenant holds, once its lists show what stands in the log now. */
@Injectable()
export class DirectoryContents {
  constructor(
    @Inject(HOST) private readonly host: HostedService,
    readonly organisations: OrganisationListQueries,
    readonly groups: GroupListQueries,
    readonly people: PersonListQueries,
    readonly offices: OfficeListQueries,
  ) {}

  async now(tenant: string): Promise<KnownDirectory> {
    const head = await this.host.engines.store.head();
    if (head !== undefined && !(await this.host.waitFor(head, patienceMs)))
      throw new Error('the lists of the directory lag behind its log');
    return knownDirectory(this, { reach: () => ({ tenant }) });
  }
}
