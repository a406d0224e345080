import { describe, expect, it } from 'vitest';
import { childPath } from '../../src/ui/ValueView';
import { duration, relative } from '../../src/ui/Time';

describe('the path of a value', () => {
  it.each([
    [['.', 'orders'], '.orders'],
    [['.orders', 3], '.orders[3]'],
    [['.', 0], '.[0]'],
    [['.', 'first-name'], '.["first-name"]'],
    [['.a', 'say "hi"'], '.a["say \\"hi\\""]'],
  ] as const)('%j is %s', ([path, key], expected) => {
    expect(childPath(path, key)).toBe(expected);
  });
});

describe('lengths of time', () => {
  it.each([
    [0, '0 ms'],
    [999, '999 ms'],
    [3400, '3.4 s'],
    [42_000, '42 s'],
    [125_000, '2 min 5 s'],
    [12_000_000, '3 h 20 min'],
    [4 * 86_400_000, '4 d'],
  ])('%i is said as %s', (ms, said) => {
    expect(duration(ms)).toBe(said);
  });

  it('are told from now in the largest unit that fits', () => {
    expect(relative(0, 7_300_000, 'en')).toBe('2 hr. ago');
  });
});
