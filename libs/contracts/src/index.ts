export {
  dataSchemaOf,
  definePublished,
  idFieldOf,
  type PublishedContract,
  type PublishedDefinition,
  readWireType,
  type WireType,
  wireTypeOf,
} from './published-contract.js';
export { contracts } from './contracts.js';
export { delegationContract } from './directory/delegation-contract.js';
export { groupContract } from './directory/group-contract.js';
export { groupRule, type GroupRule } from './directory/group-rule.js';
export { membersOf, type OrganisationFacts, successorsOf } from './directory/members-of.js';
export { officeContract } from './directory/office-contract.js';
export {
  dated,
  type DatedName,
  organisationContract,
  organisationKind,
  type OrganisationKind,
  organisationKinds,
} from './directory/organisation-contract.js';
export {
  evolveOrganisation,
  type OrganisationEvent,
  organisationInTime,
  type OrganisationInTime,
} from './directory/organisation-in-time.js';
export { personContract } from './directory/person-contract.js';
export { obligationContract } from './plans/obligation-contract.js';
export { planContract } from './plans/plan-contract.js';
export { type TopicDeclaration, topicDeclarations } from './topics.js';
export { factOf, holds, supersede, type Validity } from './directory/time.js';
export {
  classificationOf,
  type DataClassification,
  fieldsOf,
  type JsonSchema,
  jsonSchemaOf,
  type PrivacyClass,
  wireSchemaOf,
} from './wire-schema.js';
