import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { environment } from './environment.js';

const schema = { PORT: z.coerce.number().int().max(65_535).default(4000), ISSUER: z.url(), MASTER_KEY: z.string().min(32) };

describe('the environment', () => {
  it('is read by its schema, an empty variable as an absent one', () =>
    expect(environment(schema, { PORT: '', ISSUER: 'https://id.example', MASTER_KEY: 'k'.repeat(32), OTHER: 'x' })).toEqual({
      PORT: 4000,
      ISSUER: 'https://id.example',
      MASTER_KEY: 'k'.repeat(32),
    }));

  it('tells all that is wrong at once, and no value', () => {
    const read = () => environment(schema, { PORT: '70000', MASTER_KEY: 'secret' });
    expect(read).toThrow(/^PORT: Too big.*; ISSUER: is missing; MASTER_KEY: Too small/);
    expect(read).not.toThrow(/secret/);
  });
});
