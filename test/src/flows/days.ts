/** A plain day, so many days on. */
export const dayAfter = (day: string, days = 1): string => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

/** An instant of Hà Nội's day. */
export const at = (day: string, time = '09:00'): string => `${day}T${time}:00+07:00`;
