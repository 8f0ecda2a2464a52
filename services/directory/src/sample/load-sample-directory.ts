import { z } from 'zod';
import { sampleFiles } from './sample-files.js';
import { sampleLoadingKey, sampleUploadId } from './sample-people.js';

/** Asks and orders through the schema as `sampleLoader`; gives the data of the answer, and throws where there is none. */
export type AskAsLoader = (query: string, variables: Readonly<Record<string, unknown>>) => Promise<unknown>;

const message = z.object({ message: z.string() });
const known = z.object({ directoryWorkItem: z.object({ id: z.string() }).nullable() });
const loaded = z.object({
  loadDirectory: z.object({
    work: z.object({ id: z.string() }).nullable(),
    rowErrors: z.array(z.object({ table: z.string(), line: z.int(), reason: message })).nullable(),
    errors: z.array(message),
  }),
});

const look = 'query ($id: ID!) { directoryWorkItem(id: $id) { id } }';
const order = `mutation ($input: LoadDirectoryInput!) {
  loadDirectory(input: $input) { work { id } rowErrors { table line reason { message } } errors { message } } }`;

/**
 * Loads the sample authority as people would. What it holds is there once the service has settled. Harmless to repeat: true when it was
 * ordered now, false when it was before. Throws where the directory holds something else under a code of the sample.
 */
export const loadSampleDirectory = async (ask: AskAsLoader, tenant: string): Promise<boolean> => {
  const { directoryWorkItem } = known.parse(await ask(look, { id: sampleUploadId(tenant) }));
  if (directoryWorkItem) return false;
  const { loadDirectory } = loaded.parse(await ask(order, { input: { ...sampleFiles(), idempotencyKey: sampleLoadingKey } }));
  const { work, rowErrors, errors } = loadDirectory;
  if (work?.id === sampleUploadId(tenant)) return true;
  const [first] = rowErrors ?? [];
  const why = first ? `${first.table}.csv, line ${first.line}: ${first.reason.message}` : errors.map((each) => each.message).join(' ');
  throw new Error(`the sample directory cannot be loaded: ${why}`);
};
