export { serviceConfiguration, type ServiceValues } from './configuration/service.config.js';
export { runServiceProcess } from './run-service-process.js';
export { serviceProcess, type ServiceProcessOptions } from './service-process.js';
