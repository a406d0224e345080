import { describe, expect, it } from 'vitest';
import { compare, compareLines } from '../../src/core/difference';
import type { Difference, LineChange } from '../../src/core/difference';
import { tasksOf } from '../../src/core/definition';
import { Random } from './random';
import { EVERY_TASK, SAMPLES, definitionOf } from './texts';

const NOTHING = { added: [], removed: [], changed: [], moved: [], frame: false };

describe('the difference between two definitions', () => {
  it.each(SAMPLES)('is nothing between $name and itself', ({ text }) => {
    const definition = definitionOf(text);

    expect(compare(definition, definitionOf(text))).toEqual({ ...NOTHING, same: [...tasksOf(definition)].length });
  });

  it('is nothing when only format, comments, quotes or the order of names change', () => {
    const difference = between(
      '# one\ndo:\n  - a:\n      set: {x: 1, y: "two"}\n      then: end\n',
      "do: [{'a': {then: 'end', set: {y: two,\n x: 1}}}] # two",
    );

    expect(difference).toEqual({ ...NOTHING, same: 1 });
  });

  it('is nothing between an alias and what it stands for', () => {
    expect(
      between('do: [{a: {set: &x {y: 1}}}, {b: {set: *x}}]', 'do: [{a: {set: {y: 1}}}, {b: {set: {y: 1}}}]'),
    ).toEqual({ ...NOTHING, same: 2 });
  });

  it('is a change between a text and a number', () => {
    expect(between('do: [{a: {set: {x: 1}}}]', "do: [{a: {set: {x: '1'}}}]").changed).toEqual(['/do/0/a']);
  });

  it('tells what was added, removed and changed', () => {
    expect(
      between(
        'do: [{a: {set: {}}}, {b: {wait: PT1S}}, {c: {set: {}}}]',
        'do: [{new: {wait: PT9S}}, {b: {wait: PT2S}}, {c: {set: {}}}]',
      ),
    ).toEqual({ ...NOTHING, added: ['/do/0/new'], removed: ['/do/0/a'], changed: ['/do/1/b'], same: 1 });
  });

  it('tells the inner task that changed, not those around it', () => {
    expect(
      between(
        'do: [{a: {for: {in: .x}, do: [{b: {set: {}}}]}}]',
        'do: [{a: {for: {in: .x}, do: [{b: {set: {y: 1}}}]}}]',
      ),
    ).toEqual({ ...NOTHING, changed: ['/do/0/a/do/0/b'], same: 1 });
  });

  it('tells which task of a list has to be moved for the new order', () => {
    const tasks = (names: string): string =>
      `do: [${Array.from(names)
        .map((name) => `{${name}: {set: {}}}`)
        .join()}]`;

    expect(between(tasks('abcdef'), tasks('bcdefa'))).toEqual({
      ...NOTHING,
      moved: [{ from: '/do/0/a', to: '/do/5/a' }],
      same: 5,
    });
  });

  it('tells a task that went to another list, with what is in it, as one move', () => {
    expect(
      between(
        'do: [{a: {do: [{b: {wait: PT1S}}]}}, {c: {do: [{d: {set: {}}}]}}]',
        'do: [{c: {do: [{d: {set: {}}}, {a: {do: [{b: {wait: PT1S}}]}}]}}]',
      ),
    ).toEqual({ ...NOTHING, moved: [{ from: '/do/0/a', to: '/do/0/c/do/1/a' }], same: 3 });
  });

  it('tells when something besides the tasks changed, the version excepted', () => {
    const head = (version: string, title: string): string => `document: {version: ${version}, title: ${title}}\ndo: []`;

    expect(between(head('1.0.0', 'A'), head('1.1.0', 'A')).frame).toBe(false);
    expect(between(head('1.0.0', 'A'), head('1.0.0', 'B')).frame).toBe(true);
  });

  it('is told apart by names that are numbers, too', () => {
    expect(
      between('do: [{1: {set: {}}}, {2: {wait: PT1S}}]', 'do: [{1: {set: {}}}, {2: {wait: PT2S}}]').changed,
    ).toEqual(['/do/1/2']);
  });
});

describe('the lines that differ', () => {
  it('are as few as there are', () => {
    expect(shown('a\nb\nc\nd', 'a\nx\nc\nd\ne')).toEqual([' 1,1 a', '-2,2 b', '+3,2 x', ' 3,3 c d', '+5,5 e']);
  });

  it.each([
    ['', ''],
    ['a', 'a'],
    ['a', 'b'],
    ['', 'a\nb'],
    ['a\nb\n', ''],
    ['a\na\na', 'a\na'],
  ])('of %j and %j lead from the one to the other', (before, after) => {
    expect(rebuilt(compareLines(before, after))).toEqual([before, after]);
  });

  it.each(Array.from({ length: 100 }, (_, seed) => seed))('of random texts with seed %i are the fewest', (seed) => {
    const random = new Random(seed);
    const text = (): string =>
      Array.from({ length: random.below(14) }, () => random.of(['a', 'b', 'c', 'd'])).join('\n');
    const [before, after] = [text(), text()];

    const changes = compareLines(before, after);

    expect(rebuilt(changes)).toEqual([before, after]);
    const different = changes.filter(({ kind }) => kind !== 'same').reduce((sum, { lines }) => sum + lines.length, 0);
    const common = longestCommon(before.split('\n'), after.split('\n'));
    expect(different).toBe(before.split('\n').length + after.split('\n').length - 2 * common);
  });

  it('take no notice of how lines end', () => {
    expect(compareLines(EVERY_TASK, EVERY_TASK.replaceAll('\n', '\r\n'))).toHaveLength(1);
  });

  it('of two large texts without anything in common are found in less than a second', () => {
    const text = (letter: string): string => Array.from({ length: 40_000 }, (_, line) => `${letter}${line}`).join('\n');
    const began = performance.now();

    const changes = compareLines(text('a'), text('b'));

    expect(performance.now() - began).toBeLessThan(1000);
    expect(changes.map(({ kind, lines }) => [kind, lines.length])).toEqual([
      ['removed', 40_000],
      ['added', 40_000],
    ]);
  });
});

function between(before: string, after: string): Difference {
  return compare(definitionOf(before), definitionOf(after));
}

function shown(before: string, after: string): string[] {
  const signs = { same: ' ', removed: '-', added: '+' };
  return compareLines(before, after).map(
    (change) => `${signs[change.kind]}${change.before},${change.after} ${change.lines.join(' ')}`,
  );
}

function rebuilt(changes: readonly LineChange[]): [string, string] {
  const without = (kind: LineChange['kind']): string =>
    changes.flatMap((change) => (change.kind === kind ? [] : change.lines)).join('\n');
  return [without('added'), without('removed')];
}

/** By the book, in square time. */
function longestCommon(one: readonly string[], other: readonly string[]): number {
  let row = Array<number>(other.length + 1).fill(0);
  for (const line of one) {
    const next = [0];
    for (const [index, against] of other.entries()) {
      next.push(line === against ? (row[index] ?? 0) + 1 : Math.max(row[index + 1] ?? 0, next[index] ?? 0));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
