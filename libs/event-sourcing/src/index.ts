export { appendSurely } from './append-surely.js';
export { bounded } from './bounded.js';
export { type EncodedEvent, type EventCodec } from './codec.js';
export { type Aggregate, type AnyAggregate, assertNever, type Command, type Decider } from './decider.js';
export {
  type Actor,
  categoryOf,
  defineEvents,
  type DomainEvent,
  type EventCatalogue,
  type EventMetadata,
  type EventsOf,
  idOf,
  type Recorded,
  streamOf,
  type Upcast,
  versionOf,
} from './event.js';
export {
  AppendOutcomeUnknown,
  type Appended,
  ConcurrencyConflict,
  type EventFilter,
  EventIdReused,
  type EventStore,
  EventTooLarge,
  type Expected,
  maximumAppendBytes,
  type NewEvent,
  type ReadAllOptions,
  type ReadStreamOptions,
  StoreUnavailable,
  StreamDeleted,
  type SubscribeOptions,
  type SubscriptionMessage,
  type Write,
} from './event-store.js';
export { type Handled, handleCommand, type Platform } from './handle-command.js';
export { load, type Loaded } from './load.js';
export { notFound } from './not-found.js';
export { personal, personalFields, type PersonalMark } from './personal.js';
export {
  type Answer,
  type AnyProcess,
  type Files,
  type Outcome,
  type ProcessBatch,
  type ProcessEvent,
  type ProcessManager,
  type ProcessOrder,
  type Reaction,
} from './process.js';
export { defineReasons, type LegalReference, type Message, type Reason, type Reasons, Refusal, refuse } from './refusal.js';
export { release, reservationEvents, reserve, reserveAll, type Reserving, type UniqueName } from './reservation.js';
export { type Owner, reaches, type Scope } from './scope.js';
export { type SerializedEvent, type SerializedWrite, serializeWrites } from './serialize-writes.js';
export { UnreadableEvent, upcast } from './upcast.js';
export { EngineUnavailable } from './engine-unavailable.js';
