/** Who people are to Laurel: what tokens carry, and what permissions are given to. */
export const roles = ['OFFICER', 'UNIT_CLERK', 'UNIT_HEAD', 'CHAIRMAN', 'AUDITOR', 'ADMINISTRATOR'] as const;
export type Role = (typeof roles)[number];
