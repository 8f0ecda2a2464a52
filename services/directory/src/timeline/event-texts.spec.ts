import { expect, it } from '@jest/globals';
import { textOf } from './event-texts.js';
import { timelineProjection } from './timeline.projection.js';

it('every event of a timeline has words in both languages', () => {
  const events = Object.values(timelineProjection.handlers).flatMap((handlers) => Object.keys(handlers));
  expect(events.length).toBeGreaterThan(20);
  expect(events.filter((event) => textOf(event).vi === event || textOf(event).en === event)).toEqual([]);
});
