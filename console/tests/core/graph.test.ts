import { describe, expect, it } from 'vitest';
import { listsOf } from '../../src/core/definition';
import { graphOf } from '../../src/core/graph';
import type { Graph, Link } from '../../src/core/graph';
import { Random, randomText } from './random';
import { EVERY_TASK, EXAMPLES, HAS_KIT, KIT_DEFINITIONS, OWN, definitionOf } from './texts';

describe('the drawing of a definition', () => {
  it.each(EXAMPLES)('of $name leads from the start to every block', ({ text }) => {
    const graph = graphOf(definitionOf(text));

    expect(unreached(graph)).toEqual([]);
    expect(ends(graph)).toEqual(['/do#start', '/do#end']);
  });

  it.skipIf(!HAS_KIT)('of every definition of the conformance kit leads from the start to every block', () => {
    const graphs = KIT_DEFINITIONS.map(({ text }) => graphOf(definitionOf(text)));

    expect(graphs.flatMap(unreached)).toEqual([]);
    expect(graphs.map(ends)).toEqual(graphs.map(() => ['/do#start', '/do#end']));
  });

  it.each([...EXAMPLES, ...OWN])('of $name links blocks that are there, under ids of their own', ({ text }) => {
    const graph = graphOf(definitionOf(text));

    expect(broken(graph)).toEqual([]);
  });

  it.each(Array.from({ length: 60 }, (_, seed) => seed))('of random tasks with seed %i is whole', (seed) => {
    const graph = graphOf(definitionOf(randomText(new Random(seed), 50)));

    expect(broken(graph)).toEqual([]);
  });

  it('puts tasks one after the other, with a place before, between and after them', () => {
    const links = linksOf('do: [{a: {set: {}}}, {b: {set: {}}}]');

    expect(links).toEqual([
      '/do#start -> /do/0/a next at /do 0',
      '/do/0/a -> /do/1/b next at /do 1',
      '/do/1/b -> /do#end next at /do 2',
    ]);
  });

  it('has a place in an empty list', () => {
    expect(linksOf('do: []')).toEqual(['/do#start -> /do#end next at /do 0']);
  });

  it('shows the cases of a switch, what happens otherwise, and where a new task can go', () => {
    const links = linksOf(
      'do: [{s: {switch: [{big: {when: .a, then: c}}, {odd: {when: .b, then: continue}}, {bad: {when: .c, then: end}}]}}, {b: {set: {}}}, {c: {set: {}}}]',
    );

    expect(links.filter((link) => link.startsWith('/do/0/s'))).toEqual([
      '/do/0/s -> /do/2/c case "Big"',
      '/do/0/s -> /do/1/b case "Odd" at /do 1',
      '/do/0/s -> /do#end case "Bad"',
      '/do/0/s -> /do/1/b otherwise "otherwise"',
    ]);
  });

  it('has nothing otherwise when a case has no condition', () => {
    const links = linksOf('do: [{s: {switch: [{rest: {then: exit}}]}}, {b: {set: {}}}]');

    expect(links.filter((link) => link.startsWith('/do/0/s'))).toEqual(['/do/0/s -> /do#end case "Rest"']);
  });

  it('follows what then says', () => {
    const links = linksOf(
      'do: [{a: {set: {}, then: c}}, {b: {set: {}, then: exit}}, {c: {set: {}, then: nowhere}}, {d: {set: {}, then: end}}]',
    );

    expect(links.slice(1)).toEqual([
      '/do/0/a -> /do/2/c jump "C"',
      '/do/1/b -> /do#end exit "exit"',
      '/do/2/c -> /do#end missing "nowhere"',
      '/do/3/d -> /do#end end "end"',
    ]);
  });

  it('goes on after an error was raised only where a condition can keep it from being raised', () => {
    const links = linksOf(
      'do: [{a: {if: .x, raise: {error: no}}}, {b: {raise: {error: no}, then: a}}, {c: {set: {}}}]',
    );

    expect(links.slice(1, 4)).toEqual([
      '/do/0/a -> /do#end raised',
      '/do/0/a -> /do/1/b next at /do 1',
      '/do/1/b -> /do#end raised',
    ]);
  });

  it('ends the run beside a task inside of a frame', () => {
    const graph = drawn('do: [{a: {do: [{b: {set: {}, then: end}}]}}]');

    const link = graph.links.find(({ from }) => from === '/do/0/a/do/0/b');
    expect(link).toMatchObject({ to: '/do/0/a/do/0/b#end', kind: 'end', place: null });
    expect(graph.blocks.find(({ id }) => id === link?.to)).toMatchObject({ kind: 'end', parent: '/do/0/a' });
  });

  it('frames what is repeated, tried, caught, undone or done for an event', () => {
    const frames = drawn(EVERY_TASK).blocks.filter((block) => block.frame);

    expect(frames.map((block) => `${block.kind} ${block.id}`)).toEqual([
      'undo /do/0/askTheShop/metadata/millrace/compensate',
      'callAsyncapi /do/6/hear',
      'for /do/16/loop',
      'fork /do/17/both',
      'do /do/17/both/fork/branches/0/left',
      'try /do/18/careful',
      'catch /do/18/careful/catch',
      'try /do/19/retried',
      'listen /do/21/await',
      'do /do/22/nested',
    ]);
  });

  it('leads all branches of a fork to a join, which says when the first one wins', () => {
    const text = 'do: [{f: {fork: {compete: true, branches: [{a: {set: {}}}, {b: {set: {}, then: exit}}]}}}]';
    const graph = drawn(text);

    const join = graph.blocks.find((block) => block.kind === 'join');
    expect(join).toMatchObject({ id: '/do/0/f/fork/branches#join', parent: '/do/0/f', detail: 'compete' });
    expect(linksOf(text)).toEqual(
      expect.arrayContaining([
        '/do/0/f/fork/branches#start -> /do/0/f/fork/branches/0/a next at /do/0/f/fork/branches 0',
        '/do/0/f/fork/branches/0/a -> /do/0/f/fork/branches#join next',
        '/do/0/f/fork/branches/1/b -> /do/0/f/fork/branches#join exit "exit"',
      ]),
    );
  });

  it('leads an error from what is tried to what catches it, and on', () => {
    const links = linksOf(
      'do: [{t: {try: [{a: {set: {}}}], catch: {errors: {with: {status: 404}}, then: z}}}, {y: {set: {}}}, {z: {set: {}}}]',
    );

    expect(links).toContain('/do/0/t/try#start -> /do/0/t/catch caught "404"');
    expect(links).toContain('/do/0/t/catch -> /do/2/z caught "404"');
  });

  it('has exactly one place for each position of each list that a run gets to', () => {
    const definition = definitionOf(
      'do: [{a: {for: {in: .x}, do: [{b: {set: {}}}]}}, {c: {try: [{d: {set: {}}}], catch: {do: [{e: {set: {}}}]}}}]',
    );

    const places = graphOf(definition).links.flatMap(({ place }) =>
      place === null ? [] : [`${place.list} ${place.index}`],
    );

    const positions = [...listsOf(definition)].flatMap(({ pointer, tasks }) =>
      Array.from({ length: tasks.length + 1 }, (_, index) => `${pointer} ${index}`),
    );
    expect(places.toSorted()).toEqual(positions.toSorted());
  });
});

function drawn(text: string): Graph {
  return graphOf(definitionOf(text));
}

function linksOf(text: string): string[] {
  return drawn(text).links.map(said);
}

function said({ from, to, kind, label, place }: Link): string {
  return `${from} -> ${to} ${kind}${label === '' ? '' : ` "${label}"`}${place === null ? '' : ` at ${place.list} ${place.index}`}`;
}

/** The marks where the definition itself begins and ends. */
function ends(graph: Graph): string[] {
  return graph.blocks
    .filter(({ kind, parent }) => parent === null && (kind === 'start' || kind === 'end'))
    .map(({ id }) => id);
}

/** The blocks that no run gets to: whoever comes to a frame comes to the starts in it. */
function unreached(graph: Graph): string[] {
  const reached = new Set<string>();
  const open = ['/do#start'];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (!reached.has(next)) {
      reached.add(next);
      open.push(...graph.links.filter(({ from }) => from === next).map(({ to }) => to));
      open.push(...graph.blocks.filter(({ parent, kind }) => parent === next && kind === 'start').map(({ id }) => id));
    }
  }
  return graph.blocks.map(({ id }) => id).filter((id) => !reached.has(id));
}

function broken(graph: Graph): string[] {
  const ids = graph.blocks.map(({ id }) => id);
  const known = new Set(ids);
  const links = graph.links.map(({ id }) => id);
  return [
    ...ids.filter((id, index) => ids.indexOf(id) !== index),
    ...links.filter((id, index) => links.indexOf(id) !== index),
    ...graph.links.filter(({ from, to }) => !known.has(from) || !known.has(to)).map(({ id }) => id),
    ...graph.blocks.filter(({ parent }) => parent !== null && !known.has(parent)).map(({ id }) => id),
  ];
}
