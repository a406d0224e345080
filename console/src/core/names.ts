import { DIRECTIVES } from './kinds';
import { oneLine } from './wording';

/** The name of a task for what a person calls it: "Ask the shop" is `askTheShop`. */
export function nameOf(sentence: string): string {
  const words = oneLine(sentence, 60)
    .normalize('NFC')
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '');
  const name = words
    .map((word, index) => (index === 0 ? lowered(word) : word.charAt(0).toLocaleUpperCase('en') + word.slice(1)))
    .join('');
  return name === '' ? 'task' : name;
}

function lowered(word: string): string {
  const isAcronym = word.length > 1 && word === word.toLocaleUpperCase('en');
  return isAcronym ? word : word.charAt(0).toLocaleLowerCase('en') + word.slice(1);
}

/** The wanted name, or the next one with a number that no other task of the list has. */
export function freeName(wanted: string, taken: ReadonlySet<string>): string {
  const isFree = (name: string): boolean => !taken.has(name) && !DIRECTIVES.includes(name);
  let name = wanted;
  for (let number = 2; !isFree(name); number++) {
    name = `${wanted}${number}`;
  }
  return name;
}
