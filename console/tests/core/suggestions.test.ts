import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { completionsAt, hoverAt, type JsonSchema } from '../../src/core/suggestions';

const schema = JSON.parse(
  readFileSync(
    new URL(
      '../../../gateway-service/src/main/resources/io/millrace/gateway/http/about/workflow.schema.json',
      import.meta.url,
    ),
    'utf8',
  ),
) as JsonSchema;

/** The text with the cursor at the bar. */
function at(marked: string) {
  const offset = marked.indexOf('|');
  return { text: marked.slice(0, offset) + marked.slice(offset + 1), offset };
}

function labels(marked: string): string[] {
  const { text, offset } = at(marked);
  return completionsAt(text, offset, schema)?.items.map((item) => item.label) ?? [];
}

describe('completions', () => {
  test('offer what a definition may have, without what it has', () => {
    expect(labels('document:\n  dsl: 1.0.3\n|')).toEqual(
      expect.arrayContaining(['do', 'input', 'use', 'timeout', 'output', 'schedule']),
    );
    expect(labels('document:\n  dsl: 1.0.3\n|')).not.toContain('document');
  });

  test('offer names while a word without a colon is being typed', () => {
    expect(labels('document:\n  dsl: 1.0.3\n  na|')).toEqual(expect.arrayContaining(['name', 'namespace']));
  });

  test('know the object in which a new line will stand by its column', () => {
    expect(labels('document:\n  dsl: 1.0.3\n  |\ndo: []')).toContain('summary');
    expect(labels('document:\n  dsl: 1.0.3\n|\ndo: []')).toContain('timeout');
  });

  test('offer all that a task can do while nothing decides', () => {
    const offered = labels('do:\n  - ask:\n      |');
    expect(offered).toEqual(expect.arrayContaining(['call', 'set', 'switch', 'for', 'try', 'wait', 'if', 'then']));
    expect(offered).not.toContain('with');
  });

  test('offer only what fits once the task says what it does', () => {
    const offered = labels('do:\n  - ask:\n      call: http\n      |');
    expect(offered).toEqual(expect.arrayContaining(['with', 'output']));
    expect(offered).not.toContain('set');
  });

  test('offer the settings of what is called, also when the call stands below', () => {
    expect(labels('do:\n  - ask:\n      call: http\n      with:\n        |')).toEqual(
      expect.arrayContaining(['method', 'endpoint', 'body']),
    );
    expect(labels('do:\n  - ask:\n      with:\n        |\n      call: grpc')).toEqual(
      expect.arrayContaining(['proto', 'service']),
    );
  });

  test('work between braces that are not closed', () => {
    expect(labels('do:\n  - offer:\n      for: {each: x, |')).toEqual(['in', 'at']);
    expect(labels('do:\n  - offer:\n      for: {each: x, |\n  - other:\n      set: {}')).toEqual(['in', 'at']);
  });

  test('offer the values that the language names', () => {
    expect(labels('document:\n  dsl: |')).toContain('1.0.3');
    expect(labels('do:\n  - ask:\n      call: |')).toEqual(expect.arrayContaining(['http', 'grpc', 'callback']));
    expect(labels('do:\n  - f:\n      fork:\n        compete: |')).toEqual(['true', 'false']);
  });

  test('offer declared functions to a call', () => {
    expect(labels('use:\n  functions:\n    tell:\n      call: http\ndo:\n  - a:\n      call: |')).toContain('tell');
  });

  test('offer the tasks that then can reach', () => {
    const offered = labels(
      'do:\n  - first:\n      switch:\n        - yes:\n            then: |\n  - second:\n      set: {}\n  - third:\n      do:\n        - inner:\n            set: {}',
    );
    expect(offered).toEqual(['continue', 'exit', 'end', 'first', 'second', 'third']);
  });

  test('are silent in comments and in long texts', () => {
    expect(labels('document:\n  title: a # he|re')).toEqual([]);
    expect(labels('document:\n  summary: >-\n    a\n    d|\n')).toEqual([]);
  });

  test('write the next line where an object or a list must follow', () => {
    const { text, offset } = at('do:\n  - ask:\n      |');
    const items = completionsAt(text, offset, schema)?.items ?? [];
    expect(items.find((item) => item.label === 'try')?.insert).toBe('try:\n        - ');
    expect(items.find((item) => item.label === 'call')?.insert).toBe('call: ');
  });

  test('replace the word that is being typed', () => {
    const { text, offset } = at('document:\n  na|');
    expect(completionsAt(text, offset, schema)?.from).toBe(text.length - 2);
  });

  test('survive any unfinished text', () => {
    const whole = 'do:\n  - a:\n      call: http\n      with: {method: "get", x: [1, {b: c}]}\n# end\n"k": |\n  t';
    for (let end = 0; end <= whole.length; end++) {
      expect(() => completionsAt(whole.slice(0, end), end, schema)).not.toThrow();
    }
  });
});

describe('hover', () => {
  test('explains a name in the words of the schema', () => {
    const { text, offset } = at('do:\n  - ask:\n      ca|ll: http');
    expect(hoverAt(text, offset, schema)).toMatchObject({ name: 'call', type: 'string' });
    expect(hoverAt(text, offset, schema)?.description).toContain('callback');
  });

  test('explains names between braces', () => {
    const { text, offset } = at('do:\n  - o:\n      for: {each: x, i|n: .a}');
    expect(hoverAt(text, offset, schema)).toMatchObject({ name: 'in' });
  });

  test('says nothing about names that people choose', () => {
    const { text, offset } = at('do:\n  - a:\n      set:\n        pri|ce: 1');
    expect(hoverAt(text, offset, schema)).toBeNull();
  });
});
