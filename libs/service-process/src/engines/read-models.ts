import { join } from 'node:path';
import type { ReadModels } from '@laurel/read-models';
import type { ServiceDefinition } from '@laurel/runtime';
import type { ServiceValues } from '../configuration/service.config.js';
import { folderOf } from './event-store.js';

export const openReadModels = async ({ name }: ServiceDefinition, config: ServiceValues): Promise<ReadModels> => {
  const { LAUREL_READ_MODELS: readModels } = config;
  if (readModels.kind === 'sqlite') {
    const { openSqliteReadModels } = await import('@laurel/read-models/sqlite');
    return openSqliteReadModels({ path: join(folderOf(readModels.folder, name), 'read-models.sqlite') });
  }
  throw new Error('not yet');
};
