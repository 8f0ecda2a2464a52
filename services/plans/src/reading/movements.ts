import { movementsIn } from './content.js';
import type { Line } from './published-text.js';
import type { MovementParagraph } from './reading.js';

const numbered = /^(?:\d+[.)]|[IVXLC]+\.)\s/;
const lettered = /^([a-zđ])\)\s+(.*)$/iu;
/** "*Thi đua xây dựng nông thôn mới*": an item that a published text sets off as a heading. */
const setOff = /^-\s*\*\s*(thi đua [^*]{1,200})\*/iu;

/** The lettered paragraphs under the heading that speaks of movements ("1. Phát động … các phong trào thi đua"), with the movements they name. */
export const readMovements = (body: readonly Line[]): readonly MovementParagraph[] => {
  const start = body.findIndex(({ text }) => numbered.test(text) && /phong trào/iu.test(text) && text.length < 300);
  if (start < 0) return [];
  const found: { letter: string; line: number; texts: string[] }[] = [];
  for (const { text, number } of body.slice(start + 1)) {
    const paragraph = text.trim();
    if (numbered.test(paragraph)) break;
    const [, letter, words] = lettered.exec(paragraph) ?? [];
    if (letter !== undefined && words !== undefined) found.push({ letter, line: number, texts: [words] });
    else if (paragraph !== '') found.at(-1)?.texts.push(paragraph);
  }
  return found.map(({ letter, line, texts }) => ({ letter, line, text: texts.join('\n'), names: [...new Set(texts.flatMap(namesIn))] }));
};

const namesIn = (paragraph: string): readonly string[] => {
  const heading = setOff.exec(paragraph)?.[1];
  const own = heading && !/[“"]/.test(heading) ? [heading.trim()] : [];
  const itself = [...paragraph.matchAll(/“(thi đua [^“”]{1,200})”/giu)].map(([, quoted]) => quoted!);
  return [...own, ...movementsIn(paragraph), ...itself];
};
