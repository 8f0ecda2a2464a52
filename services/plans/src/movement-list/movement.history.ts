import type { Recorded } from '@laurel/event-sourcing';
import type { Told } from '@laurel/subgraph';
import type { MovementEvent } from '../movement/movement.events.js';

/** A movement's events in words. */
export const tellMovement = (event: Recorded<MovementEvent>): Told => {
  switch (event.type) {
    case 'MovementPlanned':
      return { text: { vi: `Phong trào “${event.data.nameVi}” theo kế hoạch.`, en: `The movement “${event.data.nameVi}” was planned.` } };
    case 'MovementLaunched':
      return { text: { vi: `Phát động theo ${event.data.document.number}.`, en: `Launched by ${event.data.document.number}.` } };
    case 'UnitJoinedMovement':
      return { text: { vi: 'Một đơn vị tham gia.', en: 'A unit joined.' } };
    case 'InterimReviewHeld':
      return { text: { vi: 'Sơ kết.', en: 'The interim review was held.' }, reason: event.data.summary };
    case 'FinalReviewHeld':
      return { text: { vi: 'Tổng kết.', en: 'The final review was held.' }, reason: event.data.summary };
  }
};
