export {
  type CheckedConfiguration,
  type Configuration,
  defineConfiguration,
  type Field,
  field,
  type FieldWords,
  type Rule,
  type ValuesOf,
} from './configuration.js';
export { type Environment } from './environment.js';
export { answerOf, asks, type Operation, type OperationTable, orders } from './operation.js';
export { type Operated, operationTable } from './operation-table.js';
export { type Health } from './operations-server.js';
export { nodeEnvironment, portNumber, processFields, type ProcessValues } from './process-configuration.js';
export { type RequestIds, withRequest } from './request-context.js';
export { type ProcessDefinition, type ProcessTools, type ProcessWord, type Running, runProcess } from './run-process.js';
export { isSameSecret } from './same-secret.js';
export { type Shutdown } from './shutdown.js';
export { StartProblem } from './start-problem.js';
export { startTracing, type Tracing } from './start-tracing.js';
export { currentTraceparent, type OpenSpan, openSpan, traced, type TraceOptions } from './tracing.js';
