import { randomBytes } from 'node:crypto';
import { type KeyStore, SubjectIsErased, type SubjectKey } from '@laurel/personal-data';

/** Keys in memory: for specs, and for platforms that live as long as a spec. */
export const memoryKeyStore = (): KeyStore => {
  const bySubject = new Map<string, SubjectKey | 'erased'>();
  const byId = new Map<string, SubjectKey>();
  const nameOf = (tenant: string, subject: string) => JSON.stringify([tenant, subject]);
  return {
    keyFor: async (tenant, subject) => {
      const known = bySubject.get(nameOf(tenant, subject));
      if (known === 'erased') throw new SubjectIsErased(`${subject} was erased`);
      if (known) return known;
      const made = { id: randomBytes(12).toString('base64url'), key: randomBytes(32) };
      bySubject.set(nameOf(tenant, subject), made);
      byId.set(made.id, made);
      return made;
    },
    key: async (id) => byId.get(id),
    erase: async (tenant, subject) => {
      const known = bySubject.get(nameOf(tenant, subject));
      if (known && known !== 'erased') byId.delete(known.id);
      bySubject.set(nameOf(tenant, subject), 'erased');
    },
    close: async () => undefined,
  };
};
