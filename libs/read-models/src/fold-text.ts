/** As search compares: lower case, without diacritics, đ as d. `foldText('Đăng Ký')` is `dang ky`. */
export const foldText = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase();

/** The words of a text, lower case, composed (NFC), diacritics kept. What is neither letter nor digit parts them. */
export const wordsOf = (text: string): readonly string[] =>
  text
    .normalize('NFC')
    .toLowerCase()
    .match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
