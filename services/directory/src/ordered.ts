import type { Command } from '@laurel/event-sourcing';

/** For specs: an order as the edge would make it. */
export const ordered =
  <C extends Command>() =>
  <Type extends C['type']>(type: Type, data: Extract<C, { type: Type }>['data']): C =>
    ({
      type,
      data,
      id: 'cmd_1',
      hash: 'hash',
      at: '2021-01-22T01:00:00Z',
      scope: { tenant: 'ba-dinh' },
      by: { person: 'per_officer' },
      correlationId: 'req_1',
    }) as unknown as C; // the type and its data belong together by the signature
