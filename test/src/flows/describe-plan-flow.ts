import { describe, it } from '@jest/globals';
import { planFlow, type PlanFlow } from './plan-flow.js';

/** The plan flow as cases of a spec. */
export const describePlanFlow = (flow: PlanFlow): void =>
  describe('the plan of the district', () => {
    for (const { name, boundMs, run } of planFlow(flow)) it(name, run, boundMs);
  });
