/**
 * Those whose name has all letters of the wanted text in order, best first: the name begins with it, a word of it does,
 * it stands somewhere inside, its letters are scattered. Equal ones keep their order.
 */
export function rank<T>(all: readonly T[], wanted: string, name: (each: T) => string): T[] {
  const text = wanted.toLowerCase();
  return all
    .map((each) => ({ each, score: score(name(each).toLowerCase(), text) }))
    .filter(({ score }) => score < Infinity)
    .sort((a, b) => a.score - b.score)
    .map(({ each }) => each);
}

function score(name: string, text: string): number {
  const at = name.indexOf(text);
  if (at === 0) {
    return 0;
  }
  if (at > 0) {
    return /[\s\-_.]/.test(name.charAt(at - 1)) ? 1 : 2;
  }
  let from = 0;
  for (const letter of text) {
    const found = name.indexOf(letter, from);
    if (found < 0) {
      return Infinity;
    }
    from = found + 1;
  }
  return 3;
}
