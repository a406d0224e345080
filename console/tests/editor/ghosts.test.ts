import { expect, test } from 'vitest';
import { readDefinition, tasksOf, type Definition } from '../../src/core/definition';
import { compare } from '../../src/core/difference';
import { graphOf } from '../../src/core/graph';
import { layOut } from '../../src/core/layout';
import { withGhosts } from '../../src/views/editor/ghosts';

function read(tasks: string): Definition {
  const reading = readDefinition(`document: {dsl: '1.0.3', namespace: a, name: b, version: '1.0.0'}\ndo:\n${tasks}`);
  return reading.ok ? reading.definition : expect.unreachable();
}

function drawn(before: Definition, after: Definition) {
  const { definition, marks } = withGhosts(before, after, compare(before, after));
  return [...tasksOf(definition)].map(({ name, pointer }) => `${name} ${marks.get(pointer) ?? 'same'}`);
}

const three = '  - a: {set: {x: 1}}\n  - b: {set: {x: 2}}\n  - c: {set: {x: 3}}\n';

test('what is removed still stands where it was', () => {
  expect(drawn(read(three), read('  - a: {set: {x: 1}}\n  - c: {set: {x: 3}}\n'))).toEqual([
    'a same',
    'b removed',
    'c same',
  ]);
});

test('what is added and what says something else is marked', () => {
  const after = read('  - a: {set: {x: 9}}\n  - b: {set: {x: 2}}\n  - n: {wait: PT1S}\n  - c: {set: {x: 3}}\n');

  expect(drawn(read(three), after)).toEqual(['a changed', 'b same', 'n added', 'c same']);
});

test('what is removed from a loop stands in the loop', () => {
  const before = read(
    '  - each:\n      for: {in: .xs}\n      do:\n        - p: {set: {x: 1}}\n        - q: {set: {x: 2}}\n',
  );
  const after = read('  - each:\n      for: {in: .xs}\n      do:\n        - q: {set: {x: 2}}\n');

  expect(drawn(before, after)).toEqual(['each same', 'p removed', 'q same']);
});

test('a removed task that led elsewhere can be drawn, with all that was in it', () => {
  const before = read(
    '  - a: {set: {x: 1}}\n  - g:\n      do:\n        - h: {set: {x: 1}}\n      then: gone\n  - gone: {set: {}}\n',
  );
  const after = read('  - a: {set: {x: 1}}\n');
  const { definition, marks } = withGhosts(before, after, compare(before, after));
  const graph = graphOf(definition);

  expect(new Set(graph.blocks.map(({ id }) => id)).size).toBe(graph.blocks.length);
  expect(graph.links.every(({ kind }) => kind !== 'missing')).toBe(true);
  expect(layOut(graph).blocks.size).toBe(graph.blocks.length);
  expect([...marks.values()]).toEqual(['removed', 'removed', 'removed']);
});
