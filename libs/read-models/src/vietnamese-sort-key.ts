const alphabet = 'aăâbcdđeêfghijklmnoôơpqrstuưvwxyz';
/** In the order in which dictionaries set them: không dấu, huyền, hỏi, ngã, sắc, nặng. */
const tones = ['', '\u0300', '\u0309', '\u0303', '\u0301', '\u0323'];
const toneMarks = /[\u0300\u0301\u0303\u0309\u0323]/g;

/**
 * Orders people as Vietnamese lists do: given name, then middle names, then family name; word by word, letters by the Vietnamese alphabet,
 * then the tone. Takes a full name, family name first; gives ASCII text that compares bytewise, the same on every engine: keep it in a field.
 */
export const vietnameseSortKey = (fullName: string): string => {
  const words = fullName.normalize('NFC').toLowerCase().trim().split(/\s+/u);
  const family = words.length > 1 ? words.slice(0, 1) : [];
  // A shorter name stands first: a part ends with what is lower than the end of a word, a word with what is lower than any letter.
  return [words.slice(-1), words.slice(1, -1), family].map((part) => part.map(word).join('!')).join(' ');
};

const word = (text: string): string =>
  `${[...text.normalize('NFD').replace(toneMarks, '').normalize('NFC')].map(letter).join('')}"${tone(text)}`;

const letter = (char: string): string => {
  const at = alphabet.indexOf(char);
  if (at >= 0) return String.fromCharCode('A'.charCodeAt(0) + at); // 33 letters: A to a
  return /[0-9]/.test(char) ? char : `~${char.codePointAt(0)!.toString(16).padStart(6, '0')}`; // what is no Vietnamese letter stands last
};

const tone = (text: string): number => Math.max(0, ...(text.normalize('NFD').match(toneMarks) ?? []).map((mark) => tones.indexOf(mark)));
