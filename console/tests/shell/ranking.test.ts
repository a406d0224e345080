import { describe, expect, it } from 'vitest';
import { rank } from '../../src/shell/ranking';

const NAMES = ['push-classifier', 'delivery-dispatch', 'approval', 'classify'];
const ranked = (wanted: string) => rank(NAMES, wanted, (name) => name);

describe('finding by a part of a name', () => {
  it('puts names that begin with it first, then those with such a word', () => {
    expect(ranked('class')).toEqual(['classify', 'push-classifier']);
  });

  it('finds scattered letters in their order', () => {
    expect(ranked('dvd')).toEqual(['delivery-dispatch']);
  });

  it('gives everything when nothing is wanted, in the order there was', () => {
    expect(ranked('')).toEqual(NAMES);
  });

  it('gives nothing when a letter is missing', () => {
    expect(ranked('zebra')).toEqual([]);
  });
});
