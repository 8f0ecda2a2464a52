import { delegationContract } from './directory/delegation-contract.js';
import { groupContract } from './directory/group-contract.js';
import { officeContract } from './directory/office-contract.js';
import { organisationContract } from './directory/organisation-contract.js';
import { personContract } from './directory/person-contract.js';
import { obligationContract } from './plans/obligation-contract.js';
import { planContract } from './plans/plan-contract.js';
import type { PublishedContract } from './published-contract.js';

/** Everything that any context publishes: schemas, examples and the AsyncAPI document are generated from it. */
export const contracts: readonly PublishedContract[] = [
  organisationContract,
  groupContract,
  personContract,
  officeContract,
  delegationContract,
  planContract,
  obligationContract,
];
