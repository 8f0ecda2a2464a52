/** 16 digits: compares as text as the number compares. */
export const positionText = (position: number): string => String(position).padStart(16, '0');

/** 0, which stands before every event, when there is no text. Throws `RangeError` for what is no position of this engine. */
export const positionNumber = (text: string | undefined): number => {
  if (text === undefined) return 0;
  if (!/^\d{16}$/.test(text)) throw new RangeError(`${text} is not a position of this store`);
  return Number(text);
};
