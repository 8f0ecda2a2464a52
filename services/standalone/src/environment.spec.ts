import { describe, expect, it } from '@jest/globals';
import { refuseProduction } from './environment.js';
import { startSentenceOf } from './start-sentence.js';

describe('what makes tokens for anybody', () => {
  const told = (NODE_ENV: string | undefined): string | undefined => {
    try {
      refuseProduction({ NODE_ENV });
      return 'starts';
    } catch (error) {
      return startSentenceOf(error, { port: 4000, dataDir: '.laurel' });
    }
  };

  it.each([
    [undefined, 'starts'],
    ['', 'starts'],
    ['development', 'starts'],
    ['test', 'starts'],
    ['production', 'This makes its own tokens for sample people and is not for production: unset NODE_ENV to try it.'],
    ['Production', 'The environment is wrong: NODE_ENV: is production, development or test.'],
    ['prod', 'The environment is wrong: NODE_ENV: is production, development or test.'],
  ])('says with NODE_ENV %j: %s', (nodeEnv, sentence) => expect(told(nodeEnv)).toBe(sentence));
});
