export { serviceConfiguration, type ServiceValues } from './configuration/service.config.js';
export { runServiceProcess } from './run-service-process.js';
export { type ServiceProcessOptions } from './service-process.js';
