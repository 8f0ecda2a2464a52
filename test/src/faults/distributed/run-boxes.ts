import { writeSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { handleCommand, Refusal } from '@laurel/event-sourcing';
import type { HostedService } from '@laurel/runtime';
import { type OperationTable, orders } from '@laurel/runtime/process';
import { runServiceProcess } from '@laurel/service-process';
import { z } from 'zod';
import { box, boxesIn, boxesService, boxListOf, type Place, places, type Release, tenant } from './boxes.js';

// The boxes as a real process of a service, with orders and answers over its operations. `freeze` has it stop itself (SIGSTOP) in the
// middle of what only a leader does.
let asked: { readonly at: Place; readonly mark: string } | undefined;
const at = (place: Place): void => {
  if (asked?.at !== place) return;
  writeSync(1, `${JSON.stringify({ msg: `frozen ${asked.mark}` })}\n`);
  asked = undefined;
  process.kill(process.pid, 'SIGSTOP');
};

const operationsOf = (release: Release, { platform, engines, waitFor }: HostedService): OperationTable => ({
  'POST put': orders(
    z.object({ box: z.string(), n: z.int(), key: z.string(), expected: z.int().optional() }),
    async ({ box: id, n, key, expected }) => {
      try {
        const { position, revision } = await handleCommand(platform, box, id, {
          type: 'Put',
          data: { n },
          id: key,
          hash: `${id} ${n}`,
          at: engines.clock.now(),
          scope: { tenant },
          by: { person: 'per_1' },
          correlationId: key,
          ...(expected !== undefined && { expectedVersion: expected }),
        });
        return { position, revision };
      } catch (error) {
        if (error instanceof Refusal) return { refused: error.reasons[0].code };
        throw error;
      }
    },
  ),
  'POST boxes': orders(z.object({ from: z.string().optional() }), async ({ from }) => {
    const shown = from === undefined || (await waitFor(from, 2_000));
    return { shown, ...(await boxesIn(engines.readModels, boxListOf(release))) };
  }),
  'POST freeze': orders(z.object({ at: z.enum(places), mark: z.string() }), async (order) => {
    asked = order;
  }),
});

class BoxesModule {}

export const runBoxes = (release: Release): Promise<void> =>
  runServiceProcess(
    {
      definition: boxesService(at, release),
      schemaFolder: fileURLToPath(new URL('schema', import.meta.url)).replace('/dist/', '/src/'),
      permissions: {},
      module: () => BoxesModule,
    },
    { developerOperations: (service) => operationsOf(release, service) },
  );
