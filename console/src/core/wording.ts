import { isMap, isSeq } from 'yaml';
import { scalarText } from './yamlText';

const LONGEST_DETAIL = 80;

// Marks that change the direction of the text around them would let a value pretend to be another.
const UNSEEN = /[\p{Cc}\u00AD\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]+/gu;
const LONE_SURROGATES = /\p{Cs}/gu;

/** A text on one line, without what cannot be seen, cut after so many characters. */
export function oneLine(text: string, longest = LONGEST_DETAIL): string {
  // Twice as much is enough to know what the line holds, however long the text is.
  const line = text
    .slice(0, longest * 2 + 200)
    .replace(UNSEEN, ' ')
    .replace(LONE_SURROGATES, '\uFFFD')
    .replace(/\s+/g, ' ')
    .trim();
  const letters = Array.from(line);
  return letters.length <= longest
    ? line
    : letters
        .slice(0, longest - 1)
        .join('')
        .trimEnd() + '…';
}

/** What people read for a name in a definition: `askTheShop` is "Ask the shop". */
export function titleOf(name: string): string {
  const words = oneLine(name)
    .replace(/[_-]+/g, ' ')
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .replace(/(\p{L})(\d)/gu, '$1 $2')
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => (isAcronym(word) ? word : word.toLocaleLowerCase('en')));
  const title = words.join(' ');
  return title === '' ? '' : title.charAt(0).toLocaleUpperCase('en') + title.slice(1);
}

function isAcronym(word: string): boolean {
  return word.length > 1 && word === word.toLocaleUpperCase('en');
}

/** A value of a document on one line; its inner values only as far as the line reaches. */
export function brief(node: unknown, longest = LONGEST_DETAIL): string {
  const written: string[] = [];
  let room = longest * 2;
  const write = (part: string): void => {
    written.push(part.slice(0, room));
    room -= part.length;
  };
  const visit = (value: unknown): void => {
    if (room <= 0) {
      return;
    }
    if (isMap(value)) {
      separated(value.items, (pair) => {
        write(`${scalarText(pair.key) ?? '…'}: `);
        visit(pair.value);
      });
    } else if (isSeq(value)) {
      separated(value.items, visit);
    } else {
      write(scalarText(value) ?? '…');
    }
  };
  const separated = <T>(items: readonly T[], each: (item: T) => void): void => {
    for (const [index, item] of items.entries()) {
      if (room <= 0) {
        return;
      }
      if (index > 0) {
        write(', ');
      }
      each(item);
    }
  };
  visit(node);
  return oneLine(written.join(''), longest);
}
