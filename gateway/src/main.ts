import { runProcess } from '@laurel/runtime/process';
import { gatewayProcess } from './gateway-process.js';

await runProcess(await gatewayProcess());
