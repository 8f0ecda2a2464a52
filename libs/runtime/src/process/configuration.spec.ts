import { describe, expect, it } from '@jest/globals';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { defineConfiguration, field } from './configuration.js';

const configuration = defineConfiguration(
  {
    LAUREL_STORE: field(z.url({ error: 'is a URL' }), { says: 'Where events lie', example: 'postgres://localhost/laurel', secret: true }),
    LAUREL_PORT_OF_HTTP: field(z.coerce.number().int(), { says: 'Where it listens', default: '4001' }),
    LAUREL_CLOCK: field(z.enum(['system', 'moved']), { says: 'system or moved', default: 'system' }),
    LAUREL_NOTE: field(z.string().optional(), { says: 'A word' }),
  },
  [({ LAUREL_CLOCK, LAUREL_NOTE }) => (LAUREL_CLOCK === 'moved' && LAUREL_NOTE === undefined ? ['LAUREL_CLOCK: a note says why'] : [])],
);

describe('a configuration', () => {
  it('is typed, with its usual values; an empty variable counts as absent', () => {
    expect(configuration.read({ LAUREL_STORE: 'postgres://user:pass@db/laurel', LAUREL_PORT_OF_HTTP: '80', LAUREL_NOTE: '' })).toEqual({
      LAUREL_STORE: 'postgres://user:pass@db/laurel',
      LAUREL_PORT_OF_HTTP: 80,
      LAUREL_CLOCK: 'system',
      LAUREL_NOTE: undefined,
    });
  });

  it('tells all that is wrong at once, that of several variables together too, and no value', () => {
    expect(configuration.check({ LAUREL_STORE: 'hunter2', LAUREL_PORT_OF_HTTP: 'many', LAUREL_CLOCK: 'moved' })).toEqual({
      values: undefined,
      wrong: [
        'LAUREL_STORE: is a URL',
        'LAUREL_PORT_OF_HTTP: Invalid input: expected number, received NaN',
        'LAUREL_CLOCK: a note says why',
      ],
      warnings: [],
      lines: [
        { name: 'LAUREL_STORE', state: 'wrong', shown: 'is a URL' },
        { name: 'LAUREL_PORT_OF_HTTP', state: 'wrong', shown: 'Invalid input: expected number, received NaN' },
        { name: 'LAUREL_CLOCK', state: 'wrong', shown: 'a note says why' },
        { name: 'LAUREL_NOTE', state: 'absent', shown: '' },
      ],
    });
    expect(() => configuration.read({})).toThrow('LAUREL_STORE: is missing');
  });

  it('tells of a secret that it is set and nothing else', () => {
    const { lines } = configuration.check({ LAUREL_STORE: 'postgres://user:hunter2@db/laurel' });
    expect(lines[0]).toEqual({ name: 'LAUREL_STORE', state: 'set', shown: 'set' });
    expect(JSON.stringify(lines)).not.toContain('hunter2');
    const note = configuration
      .check({ LAUREL_NOTE: 'https://me:hunter2@example.vn/keys' })
      .lines.find(({ name }) => name === 'LAUREL_NOTE');
    expect(note?.shown).toBe('https://…@example.vn/keys');
  });

  it('takes a value from a file, without its last line end', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'configuration-')), 'store');
    writeFileSync(path, 'postgres://db/laurel\n');
    expect(configuration.read({ LAUREL_STORE_FILE: path }).LAUREL_STORE).toBe('postgres://db/laurel');
    expect(configuration.check({ LAUREL_STORE_FILE: path, LAUREL_STORE: 'postgres://db/laurel' }).wrong).toEqual([
      'LAUREL_STORE: stands beside LAUREL_STORE_FILE: leave one of them out',
    ]);
    expect(configuration.check({ LAUREL_STORE_FILE: `${path}.gone` }).wrong).toEqual([
      `LAUREL_STORE: LAUREL_STORE_FILE cannot be read (ENOENT): ${path}.gone`,
    ]);
  });

  it('warns of names that nobody reads, with the nearest one that is read', () => {
    const { warnings } = configuration.check({
      LAUREL_STORE: 'postgres://db/laurel',
      LAUREL_STOER: 'x',
      LAUREL_SOMETHING_ELSE_ALTOGETHER: 'x',
      LAUREL_PLANS_SERVICE_HOST: '10.0.0.1',
      LAUREL_PLANS_PORT_4101_TCP_ADDR: '10.0.0.1',
      PATH: '/bin',
    });
    expect(warnings).toEqual([
      'LAUREL_SOMETHING_ELSE_ALTOGETHER is read by nobody here',
      'LAUREL_STOER is read by nobody here; LAUREL_STORE is',
    ]);
  });

  it('writes its own example', () => {
    expect(configuration.envExample('Laurel, service plans.')).toBe(
      [
        '# Laurel, service plans.',
        '# Written by `npm run generate` from the schema; do not edit. Any NAME may come from a file instead: NAME_FILE=/run/secrets/name',
        '',
        '# Where events lie (needed, secret)',
        'LAUREL_STORE=postgres://localhost/laurel',
        '',
        '# Where it listens (4001 when absent)',
        '# LAUREL_PORT_OF_HTTP=4001',
        '',
        '# system or moved (system when absent)',
        '# LAUREL_CLOCK=system',
        '',
        '# A word (may be absent)',
        '# LAUREL_NOTE=',
        '',
      ].join('\n'),
    );
  });
});
