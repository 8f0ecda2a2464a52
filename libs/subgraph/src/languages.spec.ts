import { expect, it } from '@jest/globals';
import { languageOf } from './languages.js';

it.each([
  [undefined, 'vi'],
  ['', 'vi'],
  ['fr-FR, de;q=0.8', 'vi'],
  ['en', 'en'],
  ['en-GB,vi;q=0.9', 'en'],
  ['en;q=0.4, vi-VN;q=0.9', 'vi'],
  ['en;q=0', 'vi'],
])('Accept-Language %j is answered in %s', (header, language) => expect(languageOf(header)).toBe(language));
