import { describe, expect, it } from 'vitest';
import { TASK_KINDS, listsOf, readDefinition, tasksOf } from '../../src/core/definition';
import type { TaskNode } from '../../src/core/definition';
import { EVERY_TASK, EXAMPLES, HAS_KIT, KIT_DEFINITIONS, definitionOf } from './texts';

describe('reading a definition', () => {
  it.each(EXAMPLES)('understands every task of $name', ({ text }) => {
    const kinds = [...tasksOf(definitionOf(text))].map((task) => task.kind);

    expect(kinds.length).toBeGreaterThan(0);
    expect(kinds).not.toContain('unknown');
  });

  it.skipIf(!HAS_KIT)('understands every task of the conformance kit', () => {
    const kinds = KIT_DEFINITIONS.flatMap(({ text }) => [...tasksOf(definitionOf(text))].map((task) => task.kind));

    expect(KIT_DEFINITIONS.length).toBeGreaterThanOrEqual(21);
    expect(kinds).not.toContain('unknown');
  });

  it('knows every task of the language', () => {
    const kinds = new Set([...tasksOf(definitionOf(EVERY_TASK))].map((task) => task.kind));

    expect([...kinds].sort()).toEqual(TASK_KINDS.filter((kind) => kind !== 'unknown').toSorted());
  });

  it('knows what the definition is called', () => {
    const definition = definitionOf(
      'document: {dsl: 1.0.3, namespace: shop, name: sell, version: 2.0.1, title: Sells, summary: What it does}\ndo: []',
    );

    const { namespace, name, version, title, summary } = definition;
    expect({ namespace, name, version, title, summary }).toEqual({
      namespace: 'shop',
      name: 'sell',
      version: '2.0.1',
      title: 'Sells',
      summary: 'What it does',
    });
  });

  it('points at tasks as the engine does', () => {
    const pointers = [...tasksOf(definitionOf(EVERY_TASK))].map((task) => task.pointer);

    expect(pointers).toEqual(
      expect.arrayContaining([
        '/do/0/askTheShop',
        '/do/0/askTheShop/metadata/millrace/compensate/0/takeBack',
        '/do/6/hear/with/subscription/foreach/do/0/check',
        '/do/16/loop/do/1/second',
        '/do/17/both/fork/branches/0/left/do/0/a',
        '/do/18/careful/try/0/risky',
        '/do/18/careful/catch/do/0/mend',
        '/do/21/await/foreach/do/0/note',
        '/use/functions/twice/do/0/once',
        '/use/extensions/0/log/before/0/say',
      ]),
    );
  });

  it('writes names with slashes and tildes into pointers as JSON pointers want them', () => {
    expect(first('do: [{a/b~c: {set: {}}}]').pointer).toBe('/do/0/a~1b~0c');
  });

  it('knows what each list of tasks is for', () => {
    const roles = new Set([...listsOf(definitionOf(EVERY_TASK))].map((list) => list.role));

    expect([...roles].sort()).toEqual(
      ['after', 'before', 'branch', 'catch', 'compensate', 'do', 'each', 'foreach', 'try'].sort(),
    );
  });

  it.each([
    ['askTheShop', 'Ask the shop'],
    ['give-up', 'Give up'],
    ['tell_everybody', 'Tell everybody'],
    ['callAPI', 'Call API'],
    ['HTTPCall', 'HTTP call'],
    ['getPet2', 'Get pet 2'],
    ['Ask the shop', 'Ask the shop'],
    ['问商店', '问商店'],
    ['evil\u202Ename', 'Evil name'],
  ])('reads the name %s as "%s"', (name, title) => {
    expect(first(JSON.stringify({ do: [{ [name]: { set: {} } }] })).title).toBe(title);
  });

  it.each([
    ['call: http, with: {method: get, endpoint: https://a.example.com}', 'GET https://a.example.com'],
    ['call: http, with: {method: post, endpoint: {uri: https://a.example.com/b}}', 'POST https://a.example.com/b'],
    ['call: openapi, with: {operationId: find, document: {endpoint: https://a}}', 'find https://a'],
    ['call: callback, with: {request: {call: ask}, expires: P3D}', 'ask · P3D'],
    ['call: echo, with: {text: Hello}', 'echo text: Hello'],
    ['wait: {hours: 1, minutes: 30}', '1 h 30 min'],
    ['wait: PT5S', 'PT5S'],
    ['set: {a: 1, b: 2}', 'a, b'],
    ["set: '${ .a }'", '${ .a }'],
    ['switch: [{yes: {when: .ok, then: end}}, {no: {then: exit}}]', 'yes | no'],
    ['for: {each: pet, in: .pets}, do: []', 'pet : .pets'],
    ['fork: {branches: [{a: {set: {}}}, {b: {set: {}}}]}', 'a + b'],
    ['fork: {compete: true, branches: [{a: {set: {}}}, {b: {set: {}}}]}', 'a | b'],
    ['try: [], catch: {errors: {with: {type: https://x/errors/timeout, status: 408}}}', 'timeout · 408'],
    ['raise: {error: {type: urn:x, status: 404, title: Not there}}', '404 Not there'],
    ['raise: {error: notThere}', 'notThere'],
    ['emit: {event: {with: {type: com.example.sold}}}', 'com.example.sold'],
    ['listen: {to: {all: [{with: {type: a}}, {with: {type: b}}]}}', 'a + b'],
    ['run: {workflow: {namespace: shop, name: sell, version: 1.0.0}}', 'shop / sell / 1.0.0'],
    ['run: {shell: {command: ls, arguments: [-l, -a]}}', 'ls -l, -a'],
    ['run: {container: {image: alpine}}', 'alpine'],
  ])('shows of {%s} what tells most: %s', (body, detail) => {
    expect(first(`do: [{a: {${body}}}]`).detail).toBe(detail);
  });

  it('shows at most 80 characters of a setting, on one line, and never half a character', () => {
    const { detail } = first(JSON.stringify({ do: [{ a: { set: `\${ "${'😀\n'.repeat(100_000)}" }` } }] }));

    expect(Array.from(detail)).toHaveLength(80);
    expect(detail).not.toMatch(/\n|\p{Cs}/u);
    expect(detail.endsWith('…')).toBe(true);
  });

  it.each([
    ['two words', '{call: http, set: {}}'],
    ['no word', '{with: {}}'],
    ['nothing yet', ''],
    ['a number', '12'],
    ['a list', '[1, 2]'],
    ['a call of nothing', '{call: }'],
    ['a run of nothing', '{run: {await: false}}'],
  ])('calls a task with %s unknown', (_, body) => {
    expect(first(`do:\n  - a: ${body}`).kind).toBe('unknown');
  });

  it('keeps what is no task as an unknown one, so that the drawing stays while somebody types', () => {
    const { tasks } = definitionOf('do:\n  - first: {set: {}}\n  - sec\n  - {}\n').tasks;

    expect(tasks.map(({ pointer, kind, title }) => [pointer, kind, title])).toEqual([
      ['/do/0/first', 'set', 'First'],
      ['/do/1', 'unknown', 'Sec'],
      ['/do/2', 'unknown', ''],
    ]);
  });

  it('reads what an alias stands for, and says that it stands in several places', () => {
    const { tasks } = definitionOf('do:\n  - a: &work {do: [{b: {set: {}}}]}\n  - c: *work').tasks;

    expect(tasks.map((task) => task.lists[0]?.tasks[0]?.pointer)).toEqual(['/do/0/a/do/0/b', '/do/1/c/do/0/b']);
    expect(tasks.map((task) => task.lists[0]?.shared)).toEqual([false, true]);
  });

  it('tells where a run goes on', () => {
    const [choose, loop] = definitionOf(EVERY_TASK).tasks.tasks.slice(15, 17);

    expect(choose?.cases.map((choice) => [choice.title, choice.when, choice.then?.target])).toEqual([
      ['Big', '.size > 10', 'loop'],
      ['Small', '.size < 5', 'continue'],
      ['Odd', '.odd', 'exit'],
      ['Rest', undefined, 'end'],
    ]);
    expect(loop?.parallel).toBe(5);
    expect(loop?.lists[0]?.tasks[1]?.condition).toBe('.second');
  });
});

describe('a text that is no definition', () => {
  it.each([
    ['nothing', '', 'empty', 1],
    ['only comments', '# one\n# two', 'empty', 1],
    ['a list', '- a\n- b', 'noObject', 1],
    ['no tasks', 'document: {}\n', 'noTasks', 1],
    ['tasks that are no list', 'do: {a: {set: {}}}', 'noList', 1],
    ['two documents', 'do: []\n---\ndo: []', 'several', 2],
    ['a name twice', 'do: []\nuse: {a: 1, a: 2}', 'twice', 2],
    ['a quote that does not end', 'do:\n  - a: "set\n', 'MISSING_CHAR', 3],
  ])('with %s is told with its line', (_, text, code, line) => {
    const reading = readDefinition(text);

    expect(reading.ok).toBe(false);
    const problem = reading.ok ? undefined : reading.problems[0];
    expect(problem).toMatchObject({ line });
    expect(problem?.code).toBe(code);
    expect(problem?.message).not.toBe('');
  });

  it('tells the range of what is wrong', () => {
    const text = 'do: []\nuse: {a: 1, a: 2}';

    const reading = readDefinition(text);

    const [problem] = reading.ok ? [] : reading.problems;
    expect(problem && text.slice(problem.from - 4, problem.to + 3)).toBe(' 1, a: 2');
  });
});

function first(text: string): TaskNode {
  const task = definitionOf(text).tasks.tasks[0];
  if (task === undefined) {
    throw new Error(`No task in ${text}`);
  }
  return task;
}
