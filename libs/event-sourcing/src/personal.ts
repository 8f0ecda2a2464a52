import { z } from 'zod';

export interface PersonalMark {
  /** Name of the sibling field that holds the subject's id: its key encrypts this field. */
  readonly subject: string;
  /** What a reader sees once the subject's key is gone. Of the field's own type, so that folds go on working. */
  readonly erased: unknown;
}

/** Which fields are personal. Read by the codec (events) and by the read models (what erasure cleans). */
export const personalFields = z.registry<PersonalMark>();

/**
 * Marks a field as personal: in the log and on the bus it is ciphertext under the key of its subject from the first event on.
 * Takes the field's schema, the name of the sibling field with the subject's id, and the value that stands there after erasure.
 */
export const personal = <Schema extends z.ZodType>(
  schema: Schema,
  mark: { readonly subject: string; readonly erased: z.infer<Schema> },
): Schema => {
  const own = schema.clone() as Schema; // a mark belongs to this field, not to every field that shares the schema object
  personalFields.add(own, mark);
  return own;
};
