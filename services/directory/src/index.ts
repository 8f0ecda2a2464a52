import { fileURLToPath } from 'node:url';
import type { ServicePart } from '@laurel/subgraph';
import { delegatedRights } from './delegation-list/delegated-rights.js';
import { delegationList } from './delegation-list/delegation-list.collection.js';
import { DelegationListQueries } from './delegation-list/delegation-list.queries.js';
import { DirectoryModule } from './directory.module.js';
import { directoryPermissions } from './directory.permissions.js';
import { directoryService } from './directory.service.js';

export { type Role, roles } from './roles.js';
export { type AskAsLoader, loadSampleDirectory } from './sample/load-sample-directory.js';
export { sampleLoader, type SamplePerson, samplePeople } from './sample/sample-people.js';

/** The directory as a composition root takes it. */
export const directoryPart: ServicePart = {
  definition: directoryService,
  schemaFolder: fileURLToPath(new URL('../schema', import.meta.url)),
  permissions: directoryPermissions,
  module: (hosted) => DirectoryModule.of(hosted),
  delegations: ({ engines }) => delegatedRights(new DelegationListQueries(engines.readModels.collection(delegationList))),
};
