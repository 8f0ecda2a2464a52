import { fileURLToPath } from 'node:url';
import type { ServicePart } from '@laurel/subgraph';
import { delegatedRights } from './copies/delegated-rights.js';
import { delegationCopy } from './copies/delegation-copy.collection.js';
import { PlansModule } from './plans.module.js';
import { plansPermissions } from './plans.permissions.js';
import { plansService } from './plans.service.js';

/** The plans service as a composition root takes it. */
export const plansPart: ServicePart = {
  definition: plansService,
  schemaFolder: fileURLToPath(new URL('../schema', import.meta.url)),
  permissions: plansPermissions,
  module: (hosted) => PlansModule.of(hosted),
  delegations: ({ engines }) => delegatedRights(engines.readModels.collection(delegationCopy)),
};
