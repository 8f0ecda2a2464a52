import type { Blobs } from '@laurel/blobs';
import { type Reason, type Reasons, refuse } from '@laurel/event-sourcing';
import type { Caller } from '@laurel/subgraph';
import { Injectable } from '@nestjs/common';
import type { DocumentReferenceInput } from '../generated/schema.js';
import { documentOf } from '../plan/plan-input.js';
import type { DocumentReference } from '../plan/plan.events.js';
import { because } from './obligation.reasons.js';

/** The papers that an order names, with the hashes of their files. */
@Injectable()
export class ObligationDocuments {
  constructor(private readonly blobs: Blobs) {}

  /**
   * Throws UNKNOWN_FILE for a file that the caller neither uploaded nor finds among `reached`: the papers of the thing itself, which is
   * within reach already.
   */
  async of(
    inputs: readonly DocumentReferenceInput[],
    caller: Caller,
    reached: readonly DocumentReference[] = [],
    pathOf = (index: number): readonly string[] => ['input', 'documents', String(index)],
  ): Promise<readonly DocumentReference[]> {
    const found = await Promise.all(inputs.map((input, index) => this.one(documentOf(input, pathOf(index)), caller, reached)));
    const unknown = found.filter((each): each is Reason => 'code' in each);
    if (unknown.length > 0) throw refuse(...(unknown as unknown as Reasons)); // not empty, as just seen
    const documents = found.filter((each): each is DocumentReference => !('code' in each));
    // Kept before an event names them: a file too many is swept, a file too few would be a hole in the log.
    await Promise.all(documents.map(({ hash }) => (hash === undefined ? undefined : this.blobs.keep(caller.tenant, hash))));
    return documents;
  }

  async oneOf(input: DocumentReferenceInput | null | undefined, caller: Caller): Promise<{ readonly document?: DocumentReference }> {
    if (input == null) return {};
    return { document: await this.only(input, caller) };
  }

  async only(input: DocumentReferenceInput, caller: Caller): Promise<DocumentReference> {
    const [document] = await this.of([input], caller, [], () => ['input', 'document']);
    return document!; // one in, one out
  }

  private async one(
    document: DocumentReference,
    { tenant, actor }: Caller,
    reached: readonly DocumentReference[],
  ): Promise<DocumentReference | Reason> {
    const { fileId } = document;
    if (fileId === undefined) return document;
    const known = reached.find((each) => each.fileId === fileId)?.hash;
    if (known !== undefined) return { ...document, hash: known };
    const file = await this.blobs.find(tenant, fileId);
    return file && 'person' in actor && file.uploader === actor.person
      ? { ...document, hash: file.hash }
      : because('UNKNOWN_FILE', { fileId });
  }
}
