import { z } from 'zod';

/** A role somebody holds, and the units in which it counts; none for an office-wide role. */
export interface RoleHeld {
  readonly role: string;
  readonly units: readonly string[];
}

/** What the issuer says about whoever sends the token. */
export interface Claims {
  /** The person's id. */
  readonly person: string;
  readonly tenant: string;
  readonly roles: readonly RoleHeld[];
}

const schema = z.object({
  sub: z.string().min(1),
  tenant: z.string().min(1),
  roles: z.array(z.object({ role: z.string(), units: z.array(z.string()).default([]) })),
});

/** Of a verified payload. Throws `ZodError` where the issuer left something out. */
export const claimsOf = (payload: unknown): Claims => {
  const { sub, tenant, roles } = schema.parse(payload);
  return { person: sub, tenant, roles };
};
