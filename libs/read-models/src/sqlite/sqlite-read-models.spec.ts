import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReadModels } from '@laurel/read-models';
import { openSqliteReadModels } from '@laurel/read-models/sqlite';
import { describeReadModels } from '@laurel/testing';

describeReadModels('SQLite read models', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'laurel-read-models-'));
  const open: ReadModels[] = [];
  const another = async () => {
    const opened = await openSqliteReadModels({ path: join(folder, 'read.db') });
    open.push(opened);
    return opened;
  };
  return {
    readModels: await another(),
    another,
    close: async () => {
      for (const one of open) await one.close();
      rmSync(folder, { recursive: true });
    },
  };
});
