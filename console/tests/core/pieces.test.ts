import { describe, expect, it } from 'vitest';
import { tasksOf } from '../../src/core/definition';
import { piecesOf, textOf } from '../../src/core/pieces';
import type { Piece } from '../../src/core/pieces';
import { EXAMPLES, HAS_KIT, KIT_DEFINITIONS, OWN, definitionOf } from './texts';

describe('a definition in pieces', () => {
  it.each([...EXAMPLES, ...OWN])('gives the text of $name again, letter by letter', ({ text }) => {
    expect(textOf(piecesOf(definitionOf(text)))).toBe(text);
  });

  it.skipIf(!HAS_KIT)('gives every text of the conformance kit again', () => {
    const again = KIT_DEFINITIONS.map(({ text }) => textOf(piecesOf(definitionOf(text))));

    expect(again).toEqual(KIT_DEFINITIONS.map(({ text }) => text));
  });

  it.each([...EXAMPLES, ...OWN])('has a piece for each task of $name', ({ text }) => {
    const definition = definitionOf(text);

    const pointers = pointersOf(piecesOf(definition));

    const expected = [...tasksOf(definition)].map(({ pointer }) => pointer);
    expect(pointers.toSorted()).toEqual(
      expected.filter((pointer) => !/^\/use\/functions\/[^/]+$/.test(pointer)).toSorted(),
    );
  });

  it('keeps the comments of a task in its piece', () => {
    const definition = definitionOf(
      'do:\n  # one\n  - a: {set: {}} # beside\n    # inside\n\n  # two\n  - b: {set: {}}\n# end',
    );

    const inList = piecesOf(definition).flatMap((piece) => (piece.kind === 'list' ? piece.pieces : []));

    expect(inList.map((piece) => textOf([piece]))).toEqual([
      '  # one\n  - a: {set: {}} # beside\n    # inside\n',
      '\n',
      '  # two\n  - b: {set: {}}\n',
    ]);
  });
});

function pointersOf(pieces: readonly Piece[]): string[] {
  return pieces.flatMap((piece) =>
    piece.kind === 'text' ? [] : [...(piece.kind === 'task' ? [piece.pointer] : []), ...pointersOf(piece.pieces)],
  );
}
