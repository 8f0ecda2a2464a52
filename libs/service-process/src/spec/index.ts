export { type SpecIssuer, specIssuer, specTenant } from './issuer.js';
export { type CollectedSpan, type OtlpCollector, otlpCollector } from './otlp-collector.js';
export { type Answer, operationsSecret, type RunningService, startService } from './running-service.js';
export { specKafka } from './spec-kafka.js';
