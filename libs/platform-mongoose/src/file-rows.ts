import { createHash } from 'node:crypto';
import type { mongo } from 'mongoose';

/** The bytes of one hash of one tenant. */
export interface ContentRow {
  readonly _id: string;
  readonly pieces: Pieces;
  /** Counts from here whether it is old: renewed whenever the same bytes are put again. */
  readonly at: Date;
  /** Something refers to it. */
  readonly kept: boolean;
}

/** Where the sealed bytes stand: documents `<upload>/0`, `<upload>/1` … of the same collection of pieces. */
export interface Pieces {
  readonly upload: string;
  readonly count: number;
}

export interface ReferenceRow {
  readonly _id: string;
  /** Of the content. */
  readonly content: string;
  readonly sealed: mongo.Binary;
}

export interface PieceRow {
  readonly _id: string;
  readonly bytes: mongo.Binary;
}

/** Stands from before the first piece until a content names them, and again from when none does: what dead processes leave is found by it. */
export interface LooseRow {
  /** The upload's. */
  readonly _id: string;
  readonly count: number;
  readonly at: Date;
  /** No content may name them any more. */
  readonly isDead: boolean;
}

export const pieceIds = ({ upload, count }: Pieces): readonly string[] => Array.from({ length: count }, (_, index) => `${upload}/${index}`);

/** Nobody who reads the database learns the tenants' names. */
export const contentId = (tenant: string, hash: string): string => `${sha256(Buffer.from(tenant)).slice(0, 32)}/${hash}`;
export const referenceId = (tenant: string, id: string): string => `${sha256(Buffer.from(tenant)).slice(0, 32)}/${id}`;

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
