import { randomBytes } from 'node:crypto';
import { type KeyWrap, SubjectIsErased, type SubjectKey, wrapVersion } from '@laurel/personal-data';
import mongoose, { type mongo } from 'mongoose';

/** One document a subject, from its first key on for ever: so one update decides between two makers, and between a maker and an erasure. */
export interface SubjectKeyRow {
  /** Tenant and subject. */
  readonly _id: string;
  /** Absent once the subject was erased. */
  readonly key?: { readonly id: string; readonly wrapVersion: number; readonly wrapped: mongo.Binary };
  readonly erasedAt?: Date;
}

export const rowIdOf = (tenant: string, subject: string): string => JSON.stringify([tenant, subject]);

export const newKey = (wrap: KeyWrap): NonNullable<SubjectKeyRow['key']> => {
  const id = randomBytes(12).toString('base64url');
  return { id, wrapVersion, wrapped: new mongoose.mongo.Binary(wrap.wrap(id, randomBytes(32))) };
};

/** Throws `SubjectIsErased`. */
export const keyOf = (wrap: KeyWrap, { _id, key }: SubjectKeyRow): SubjectKey => {
  if (!key) throw new SubjectIsErased(`${subjectOf(_id)} was erased; nothing new can be written about this person`);
  return { id: key.id, key: wrap.unwrap(key.id, key.wrapVersion, key.wrapped.value()) };
};

const subjectOf = (id: string): string => (JSON.parse(id) as readonly [string, string])[1]; // written by rowIdOf
