import { writeSync } from 'node:fs';
import { openSqlite } from '@laurel/sqlite';

// Takes the write lock of the file and keeps it until its input closes, or it is killed.
const file = await openSqlite({ path: process.argv[2]!, migrations: ['SELECT 1'] });
await file.transaction(async () => {
  writeSync(1, 'locked\n');
  await new Promise((resolve) => process.stdin.resume().once('end', resolve));
});
await file.close();
