import { directoryPart } from '@laurel/directory';
import { plansPart } from '@laurel/plans';
import type { ServicePart } from '@laurel/subgraph';

/** All services that run here. */
export const parts: readonly ServicePart[] = [directoryPart, plansPart];
