import { describe, expect, it } from 'vitest';
import { TASK_KINDS, tasksOf } from '../../src/core/definition';
import type { KnownKind } from '../../src/core/definition';
import {
  addTask,
  deleteTask,
  execute,
  inverse,
  isRefusal,
  moveTask,
  nameOf,
  nextVersion,
  renameTask,
  setVersion,
  taskAt,
  tryVersion,
} from '../../src/core/edits';
import type { Edit, Refusal } from '../../src/core/edits';
import { EVERY_TASK, JSON_TEXT, definitionOf } from './texts';

const KINDS = TASK_KINDS.filter((kind): kind is KnownKind => kind !== 'unknown');

const TEXT = `do:
  # gets it
  - fetch: # by hand
      call: http
      with: {method: get, endpoint: https://example.com}
    # that was it

  - store:
      do:
        - first:
            set: {a: 1}
  - last: {set: {}, then: fetch}
`;

describe('an edit', () => {
  it('is a few splices that can be done and undone', () => {
    const edit = made(renameTask(definitionOf(TEXT), '/do/0/fetch', 'get'));

    expect(edit.changes).toHaveLength(2);
    expect(execute(execute(TEXT, edit), inverse(TEXT, edit))).toBe(TEXT);
  });

  it('says what it does to what', () => {
    expect(made(deleteTask(definitionOf(TEXT), '/do/0/fetch')).label).toEqual({ kind: 'delete', name: 'fetch' });
  });
});

describe('adding a task', () => {
  it.each(KINDS)('writes a beginning for %s that is read as such', (kind) => {
    const definition = definitionOf(TEXT);

    const edit = addTask(definition, { list: '/do', index: 1 }, kind, 'mine');

    const after = definitionOf(execute(TEXT, made(edit)));
    expect(taskAt(after, '/do/1/mine')?.kind).toBe(kind);
    expect([...tasksOf(after)].map((task) => task.kind)).not.toContain('unknown');
  });

  it.each(KINDS)('writes the same for %s in JSON', (kind) => {
    const edit = made(addTask(definitionOf(JSON_TEXT), { list: '/do/1/second/do', index: 1 }, kind, 'mine'));

    const after = execute(JSON_TEXT, edit);
    expect(after).toBe(JSON.stringify(JSON.parse(after), null, 2));
    expect(taskAt(definitionOf(after), '/do/1/second/do/1/mine')?.kind).toBe(kind);
  });

  it('indents as the list does, before the comments of the next task', () => {
    const after = execute(TEXT, made(addTask(definitionOf(TEXT), { list: '/do', index: 0 }, 'wait', 'pause')));

    expect(after).toContain('do:\n  - pause:\n      wait:\n        seconds: 10\n  # gets it\n  - fetch:');
  });

  it('goes after the comments inside the task before', () => {
    const after = execute(TEXT, made(addTask(definitionOf(TEXT), { list: '/do', index: 1 }, 'wait', 'pause')));

    expect(after).toContain('    # that was it\n\n  - pause:\n      wait:\n        seconds: 10\n  - store:');
  });

  it.each([
    ['do: []', 'do:\n  - a:\n      set:\n        message: Hello\n'],
    ['do: [] # none\nuse: {}\n', 'do: # none\n  - a:\n      set:\n        message: Hello\nuse: {}\n'],
    ['do:', 'do:\n  - a:\n      set:\n        message: Hello'],
    ['do: ~\nuse: {}', 'do:\n  - a:\n      set:\n        message: Hello\nuse: {}'],
    ['{"do": []}', '{"do": [{"a":{"set":{"message":"Hello"}}}]}'],
    ['{do: }', '{do: [{"a":{"set":{"message":"Hello"}}}] }'],
    ['do: [ # none\n  ]', 'do: [ # none\n  {a: {set: {message: Hello}}}]'],
  ])('goes into the empty list of %j', (text, expected) => {
    const after = execute(text, made(addTask(definitionOf(text), { list: '/do', index: 0 }, 'set', 'a')));

    expect(after.trimEnd()).toBe(expected.trimEnd());
  });

  it('keeps the line ends of the text', () => {
    const text = TEXT.replaceAll('\n', '\r\n');

    const after = execute(text, made(addTask(definitionOf(text), { list: '/do', index: 3 }, 'try')));

    expect(after.replaceAll('\r\n', '')).not.toContain('\n');
  });

  it.each([
    ['fetch', 'fetch2'],
    ['end', 'end2'],
    ['  ', 'set'],
    [undefined, 'set'],
    ['it: "is" #1', 'it: "is" #1'],
  ])('called %j is called %j, as names must differ', (wanted, name) => {
    const edit = made(addTask(definitionOf(TEXT), { list: '/do', index: 0 }, 'set', wanted));

    expect(definitionOf(execute(TEXT, edit)).tasks.tasks[0]?.name).toBe(name);
  });

  it('is refused where there is no such place', () => {
    expect(addTask(definitionOf(TEXT), { list: '/do', index: 9 }, 'set')).toEqual({ reason: 'unknown' });
    expect(addTask(definitionOf(TEXT), { list: '/do/7/no/do', index: 0 }, 'set')).toEqual({ reason: 'unknown' });
  });

  it('is refused behind an alias, where it would show twice', () => {
    const definition = definitionOf('do:\n  - a: &work {do: [{b: {set: {}}}]}\n  - c: *work');

    expect(addTask(definition, { list: '/do/1/c/do', index: 0 }, 'set')).toEqual({ reason: 'shared' });
  });
});

describe('moving a task', () => {
  it('takes its comments along and indents it anew', () => {
    const edit = moveTask(definitionOf(TEXT), '/do/0/fetch', { list: '/do/1/store/do', index: 1 });

    expect(execute(TEXT, made(edit))).toBe(`do:

  - store:
      do:
        - first:
            set: {a: 1}
        # gets it
        - fetch: # by hand
            call: http
            with: {method: get, endpoint: https://example.com}
          # that was it
  - last: {set: {}, then: fetch}
`);
    expect(edit).toMatchObject({ pointer: '/do/0/store/do/1/fetch', loose: ['/do/2/last'] });
  });

  it('indents texts of several lines with their lines', () => {
    const text =
      'do:\n  - a:\n      do:\n        - b:\n            set:\n              t: |2\n                 x\n\n                y\n  - c: {set: {}}\n';

    const after = execute(text, made(moveTask(definitionOf(text), '/do/0/a/do/0/b', { list: '/do', index: 2 })));

    expect(after).toBe(
      'do:\n  - a:\n      do: []\n  - c: {set: {}}\n  - b:\n      set:\n        t: |2\n           x\n\n          y\n',
    );
  });

  it('gets another name where its own is taken', () => {
    const text = 'do: [{a: {set: {x: 1}}}, {b: {do: [{a: {set: {}}}]}}]';

    const edit = made(moveTask(definitionOf(text), '/do/0/a', { list: '/do/1/b/do', index: 1 }));

    expect(execute(text, edit)).toBe('do: [{b: {do: [{a: {set: {}}}, {a2: {set: {x: 1}}}]}}]');
    expect(edit).toMatchObject({ pointer: '/do/0/b/do/1/a2' });
  });

  it('keeps JSON as neat as it is', () => {
    const after = execute(
      JSON_TEXT,
      made(moveTask(definitionOf(JSON_TEXT), '/do/0/first', { list: '/do/1/second/do', index: 0 })),
    );

    expect(after).toBe(JSON.stringify(JSON.parse(after), null, 2));
  });

  it('goes from a block into braces and back', () => {
    const text = 'do:\n  - a:\n      set: {x: 1}\n  - b: {do: [{c: {set: {}}}]}\n';

    const there = execute(text, made(moveTask(definitionOf(text), '/do/0/a', { list: '/do/1/b/do', index: 0 })));
    const back = execute(there, made(moveTask(definitionOf(there), '/do/0/b/do/0/a', { list: '/do', index: 0 })));

    expect(there).toBe('do:\n  - b: {do: [{a: {set: {x: 1}}}, {c: {set: {}}}]}\n');
    expect(back).toBe('do:\n  - {a: {set: {x: 1}}}\n  - b: {do: [{c: {set: {}}}]}\n');
  });

  it.each([
    ['into itself', '/do/1/store', { list: '/do/1/store/do', index: 0 }, 'intoItself'],
    ['where it is', '/do/1/store', { list: '/do', index: 1 }, 'samePlace'],
    ['right after itself', '/do/1/store', { list: '/do', index: 2 }, 'samePlace'],
    ['nowhere', '/do/1/store', { list: '/no', index: 0 }, 'unknown'],
    ['when it is not there', '/do/1/no', { list: '/do', index: 0 }, 'unknown'],
  ])('%s is refused', (_, pointer, place, reason) => {
    expect(moveTask(definitionOf(TEXT), pointer, place)).toEqual({ reason });
  });

  it('into braces is refused when comments inside of it would be lost', () => {
    const text = 'do:\n  - a:\n      # why\n      set: {}\n  - b: {do: [{c: {set: {}}}]}\n';

    expect(moveTask(definitionOf(text), '/do/0/a', { list: '/do/1/b/do', index: 0 })).toEqual({ reason: 'comments' });
  });

  it('of an anchor to below its alias is refused', () => {
    const text = 'do:\n  - a: &work {set: {}}\n  - b: *work\n';

    expect(moveTask(definitionOf(text), '/do/0/a', { list: '/do', index: 2 })).toEqual({ reason: 'layout' });
  });
});

describe('deleting a task', () => {
  it('takes its comments along and tells whose then is left alone', () => {
    const edit = made(deleteTask(definitionOf(TEXT), '/do/0/fetch'));

    expect(execute(TEXT, edit)).toBe(TEXT.slice(0, 4) + TEXT.slice(TEXT.indexOf('\n  - store')));
    expect(edit).toMatchObject({ loose: ['/do/2/last'] });
  });

  it('leaves comments that stand for themselves', () => {
    const text = 'do:\n  # Part one\n\n  - a: {set: {}}\n  # Part two\n\n  - b: {set: {}}\n';

    const after = execute(text, made(deleteTask(definitionOf(text), '/do/0/a')));

    expect(after).toBe('do:\n  # Part one\n\n  # Part two\n\n  - b: {set: {}}\n');
  });

  it('leaves an empty list after the last one', () => {
    const after = execute(TEXT, made(deleteTask(definitionOf(TEXT), '/do/1/store/do/0/first')));

    expect(after).toContain('  - store:\n      do: []\n  - last');
  });

  it.each([
    ['[{a: {set: {}}}, {b: {set: {}}}, {c: {set: {}}}]', 0, '[{b: {set: {}}}, {c: {set: {}}}]'],
    ['[{a: {set: {}}}, {b: {set: {}}}, {c: {set: {}}}]', 1, '[{a: {set: {}}}, {c: {set: {}}}]'],
    ['[{a: {set: {}}}, {b: {set: {}}}, {c: {set: {}}}]', 2, '[{a: {set: {}}}, {b: {set: {}}}]'],
    ['[{a: {set: {}}}, {b: {set: {}}},]', 1, '[{a: {set: {}}}, ]'],
    ['[\n  {a: {set: {}}},\n  {b: {set: {}}}\n]', 1, '[\n  {a: {set: {}}}\n]'],
    ['[ {a: {set: {}}} ]', 0, '[]'],
  ])('of the flow list %j at %i leaves %j', (list, index, expected) => {
    const text = `{"do": ${list}}`;
    const definition = definitionOf(text);

    const after = execute(text, made(deleteTask(definition, definition.tasks.tasks[index]?.pointer ?? '')));

    expect(after).toBe(`{"do": ${expected}}`);
  });

  it('leaves no blank lines where they would become part of a text', () => {
    const text = 'do:\n  - a:\n      set:\n        t: |+\n          x\n  - b: {set: {}}\n\n  - c: {set: {}}\n';

    const after = execute(text, made(deleteTask(definitionOf(text), '/do/1/b')));

    expect(after).toBe('do:\n  - a:\n      set:\n        t: |+\n          x\n  - c: {set: {}}\n');
  });
});

describe('renaming a task', () => {
  it('renames it where then leads to it: of tasks, of cases, of catch', () => {
    const text =
      'do: [{a: {set: {}, then: \'c\'}}, {s: {switch: [{x: {then: c}}]}}, {t: {try: [], catch: {then: "c"}}}, {c: {do: [{d: {set: {}, then: c}}, {c: {set: {}}}]}}]';

    const after = execute(text, made(renameTask(definitionOf(text), '/do/3/c', 'done')));

    expect(after).toBe(
      'do: [{a: {set: {}, then: \'done\'}}, {s: {switch: [{x: {then: done}}]}}, {t: {try: [], catch: {then: "done"}}}, {done: {do: [{d: {set: {}, then: c}}, {c: {set: {}}}]}}]',
    );
  });

  it.each(['with space', 'no', '12', "it's", 'a: b', '# x', '${ .x }', '', 'ü', '-', '*x', 'NUL\0', 'line\nbreak'])(
    'to %j is read as that',
    (name) => {
      const edit = renameTask(definitionOf(TEXT), '/do/0/fetch', name);

      if (name === '') {
        expect(edit).toEqual({ reason: 'emptyName' });
      } else {
        expect(definitionOf(execute(TEXT, made(edit))).tasks.tasks[0]?.name).toBe(name);
      }
    },
  );

  it.each([
    ['last', 'nameTaken'],
    ['exit', 'nameReserved'],
    [' ', 'emptyName'],
  ])('to %j is refused', (name, reason) => {
    expect(renameTask(definitionOf(TEXT), '/do/0/fetch', name)).toEqual({ reason });
  });
});

describe('the version of a definition', () => {
  it.each([
    ["document: {version: '1.0.0'} # x\ndo: []", "document: {version: '1.1.0'} # x\ndo: []"],
    ['document:\n  version: 1.0.0\ndo: []', 'document:\n  version: 1.1.0\ndo: []'],
    ['{"document": {"version": "1.0.0"}, "do": []}', '{"document": {"version": "1.1.0"}, "do": []}'],
    ['document: {name: x}\ndo: []', 'document: {version: 1.1.0, name: x}\ndo: []'],
    ['document:\n  name: x\ndo: []', 'document:\n  version: 1.1.0\n  name: x\ndo: []'],
  ])('is set in %j', (text, expected) => {
    expect(execute(text, made(setVersion(definitionOf(text), '1.1.0')))).toBe(expected);
  });

  it.each([
    ['1.2.3', 'patch', '1.2.4'],
    ['1.2.3', 'minor', '1.3.0'],
    ['1.3.0-try.0a1b2c3d', 'patch', '1.3.0'],
    ['1.3.0-try.0a1b2c3d', 'minor', '1.3.0'],
    ['1.3.1-try.0a1b2c3d', 'minor', '1.4.0'],
    ['1.2.3+build', 'patch', '1.2.4'],
    ['what?', 'patch', '0.1.0'],
  ] as const)('after %s by a %s is %s', (version, part, next) => {
    expect(nextVersion(version, part)).toBe(next);
  });

  it('to try a text out is its own for each text', () => {
    expect(tryVersion('1.3.0', TEXT)).toMatch(/^1\.3\.0-try\.[0-9a-f]{8}$/);
    expect(tryVersion('1.3.0-try.00000000', TEXT)).toBe(tryVersion('1.3.0', TEXT));
    expect(tryVersion('1.3.0', `${TEXT} `)).not.toBe(tryVersion('1.3.0', TEXT));
  });

  it('to try a text out never is a number that begins with a zero', () => {
    const versions = Array.from({ length: 5000 }, (_, index) => tryVersion('1.0.0', `text ${index}`));

    expect(versions.filter((version) => /-try\.\d+$/.test(version))).toEqual([]);
  });
});

describe('the name of a task', () => {
  it.each([
    ['Ask the shop', 'askTheShop'],
    ['Ask the shop API!', 'askTheShopAPI'],
    ['HTTP call', 'HTTPCall'],
    ['问 商店', '问商店'],
    ['---', 'task'],
  ])('that a person calls "%s" is %s', (sentence, name) => {
    expect(nameOf(sentence)).toBe(name);
  });
});

it('every edit of a text with every task leaves the others as they are', () => {
  const definition = definitionOf(EVERY_TASK);

  const deletions = [...tasksOf(definition)]
    .filter(({ pointer }) => !/^\/use\/functions\/[^/]+$/.test(pointer))
    .map(({ pointer }) => deleteTask(definition, pointer));

  expect(deletions.filter(isRefusal)).toEqual([]);
});

function made<T extends Edit>(edit: T | Refusal): T {
  if (isRefusal(edit)) {
    throw new Error(`Refused: ${edit.reason}`);
  }
  return edit;
}
