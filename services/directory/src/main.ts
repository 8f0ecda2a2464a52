import { runServiceProcess } from '@laurel/service-process';
import { directoryPart } from './index.js';

await runServiceProcess(directoryPart);
