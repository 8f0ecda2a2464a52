import { runServiceProcess } from '@laurel/service-process';
import { plansPart } from './index.js';

await runServiceProcess(plansPart);
