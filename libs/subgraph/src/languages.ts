export type Language = 'vi' | 'en';

/** The language of an `Accept-Language` header; Vietnamese when it names neither. */
export const languageOf = (header: string | undefined): Language => {
  const wanted = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const quality = parameters.map((parameter) => /^\s*q=([\d.]+)/.exec(parameter)?.[1]).find((value) => value !== undefined);
      return { language: tag.split('-')[0], quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter((one): one is { language: Language; quality: number } => (one.language === 'vi' || one.language === 'en') && one.quality > 0);
  return wanted.sort((a, b) => b.quality - a.quality)[0]?.language ?? 'vi';
};
