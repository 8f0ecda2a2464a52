import { load } from '@laurel/event-sourcing';
import { derivedUuid, type HostedService } from '@laurel/runtime';
import { GroupListQueries } from '../group-list/group-list.queries.js';
import { groupList } from '../group-list/group-list.collection.js';
import { acceptUpload } from '../loading/accept-upload.js';
import { knownDirectory } from '../loading/known-directory.js';
import { officeList } from '../office-list/office-list.collection.js';
import { OfficeListQueries } from '../office-list/office-list.queries.js';
import { organisationList } from '../organisation-list/organisation-list.collection.js';
import { OrganisationListQueries } from '../organisation-list/organisation-list.queries.js';
import { personList } from '../person-list/person-list.collection.js';
import { PersonListQueries } from '../person-list/person-list.queries.js';
import { upload } from '../upload/upload.decider.js';
import { sampleFiles } from './sample-files.js';
import { sampleUploadId } from './sample-people.js';

/**
 * Loads the sample authority through the service's own upload, and waits until all of it is there. Harmless to repeat: true when it was
 * loaded now, false when it was there. Throws where the directory holds something else under a code of the sample.
 */
export const loadSampleDirectory = async (host: HostedService, tenant: string): Promise<boolean> => {
  const { platform } = host;
  const id = sampleUploadId(tenant);
  const there = (await load(platform, upload, id, { tenant })) !== undefined;
  if (!there) await accept(host, tenant, id);
  await host.settled();
  return !there;
};

const accept = async ({ platform, engines }: HostedService, tenant: string, id: string): Promise<void> => {
  const { readModels, blobs, clock } = engines;
  const lists = {
    organisations: new OrganisationListQueries(readModels.collection(organisationList)),
    groups: new GroupListQueries(readModels.collection(groupList)),
    people: new PersonListQueries(readModels.collection(personList)),
    offices: new OfficeListQueries(readModels.collection(officeList)),
  };
  const order = derivedUuid(tenant, 'sample directory');
  const accepted = await acceptUpload(
    { platform, blobs, known: () => knownDirectory(lists, { reach: () => ({ tenant }) }) },
    id,
    sampleFiles(),
    { id: order, hash: order, at: clock.now(), scope: { tenant }, by: { process: 'sample' }, correlationId: order },
  );
  if ('problems' in accepted) {
    const [first] = accepted.problems;
    throw new Error(`the sample directory cannot be loaded: ${first?.table}.csv, line ${first?.line}: ${first?.reason.text.en}`);
  }
};
