import { runProcess } from '@laurel/runtime/process';
import type { ServicePart } from '@laurel/subgraph';
import { serviceProcess, type ServiceProcessOptions } from './service-process.js';

/** All that a service's `main.ts` does: without words it runs; `--prepare`, `--check-config` and `--help` say what they do. */
export const runServiceProcess = (part: ServicePart, options: ServiceProcessOptions = {}): Promise<void> =>
  runProcess(serviceProcess(part, options));
