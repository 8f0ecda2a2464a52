import type { Blobs } from '@laurel/blobs';
import { type Edition, edition } from './edition.js';
import type { IdentifiedReading } from './identified-reading.js';

const remembered = 8;

/** Readings and editions of plans: files named by hash, which never change, so the last few are remembered. */
export class PlanFiles {
  private readonly cache = new Map<string, Promise<unknown>>();
  constructor(private readonly blobs: Blobs) {}

  async reading(tenant: string, hash: string): Promise<IdentifiedReading> {
    return (await this.json(tenant, hash)) as IdentifiedReading; // written by `put` below, and its hash was checked
  }

  async edition(tenant: string, hash: string): Promise<Edition> {
    return edition.parse(await this.json(tenant, hash));
  }

  bytes(tenant: string, hash: string): Promise<Uint8Array> {
    return this.blobs.read(tenant, hash);
  }

  /** Kept before an event names it: a file too many is swept by nobody's loss, a file too few would be. */
  async put(tenant: string, uploader: string, content: unknown): Promise<string> {
    return (await this.putBytes(tenant, uploader, Buffer.from(JSON.stringify(content)))).hash;
  }

  async putBytes(
    tenant: string,
    uploader: string,
    bytes: Uint8Array,
    name?: string,
  ): Promise<{ readonly id: string; readonly hash: string }> {
    const file = await this.blobs.put(bytes, { tenant, uploader, ...(name !== undefined && { name }) });
    await this.blobs.keep(tenant, file.hash);
    return file;
  }

  private json(tenant: string, hash: string): Promise<unknown> {
    const key = `${tenant}/${hash}`;
    const found =
      this.cache.get(key) ?? this.blobs.read(tenant, hash).then((bytes) => JSON.parse(Buffer.from(bytes).toString('utf8')) as unknown);
    this.cache.delete(key);
    this.cache.set(key, found);
    found.catch(() => this.cache.delete(key));
    for (const oldest of [...this.cache.keys()].slice(0, -remembered)) this.cache.delete(oldest);
    return found;
  }
}
