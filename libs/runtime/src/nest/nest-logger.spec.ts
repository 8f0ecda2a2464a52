import { describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { nestLogger } from './nest-logger.js';

describe('Nest’s logger', () => {
  it('takes what Nest says, with its context', () => {
    const lines: string[] = [];
    const nest = nestLogger(pino({ base: null, timestamp: false }, { write: (line: string) => void lines.push(line) }));
    nest.log('Started', 'NestFactory');
    nest.error('Broken', 'at x.ts:1', 'Resolver');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      { level: 30, context: 'NestFactory', msg: 'Started' },
      { level: 50, context: 'Resolver', stack: 'at x.ts:1', msg: 'Broken' },
    ]);
  });
});
