import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { commandOn } from './command-on.js';

describe('a command to copy', () => {
  it('names the folder where the command would not find it by itself', () =>
    expect([
      commandOn('/data/a', 'npm start'),
      commandOn('/data/a', 'npm run stack -- status'),
      commandOn('/data/a b', 'npm run clock -- 2021-01-29'),
      commandOn("/data/Nam's", 'npm start -- --fresh'),
      commandOn('.laurel', 'npm run stack -- status'),
    ]).toEqual([
      'npm start -- --data-dir /data/a',
      'npm run stack -- status --data-dir /data/a',
      "npm run clock -- 2021-01-29 --data-dir '/data/a b'",
      "npm start -- --fresh --data-dir '/data/Nam'\\''s'",
      `npm run stack -- status --data-dir ${resolve('.laurel')}`,
    ]));

  it('is short where the folder is the usual one', () =>
    expect([
      commandOn(resolve('.laurel'), 'npm start -- --fresh'),
      commandOn('.laurel-stack', 'npm run stack -- status'),
      commandOn('.laurel-stack', 'npm run clock -- 2021-01-29'),
    ]).toEqual(['npm start -- --fresh', 'npm run stack -- status', 'npm run clock -- 2021-01-29']));
});
