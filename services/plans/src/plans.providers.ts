import type { Platform } from '@laurel/event-sourcing';
import type { Engines } from '@laurel/runtime';
import { DirectoryCopy } from './copies/directory-copy.js';
import { namedCopy } from './copies/named-copy.collection.js';
import { organisationCopy } from './copies/organisation-copy.collection.js';
import { PlanFiles } from './plan/plan-files.js';
import { PlanPreparations } from './plan/plan.preparations.js';

/** What this service knows of the directory, over its engines. */
export const directoryCopy = ({ readModels }: Engines): DirectoryCopy =>
  new DirectoryCopy(readModels.collection(organisationCopy), readModels.collection(namedCopy));

/** What orders of a plan are prepared with. */
export const planPreparations = (platform: Platform, engines: Engines): PlanPreparations =>
  new PlanPreparations(platform, new PlanFiles(engines.blobs), directoryCopy(engines));
