import { describe, expect, test } from 'vitest';
import { readDefinition } from '../../src/core/definition';
import { findingsOf, taskAround, unrepeated } from '../../src/views/editor/findings';

const text = `document: {dsl: '1.0.3', namespace: a, name: b, version: '1.0.0'}
do:
  - ask:
      call: htp
  - each:
      for: {each: x, in: .xs}
      do:
        - inner:
            set: {y: 1}
`;
const reading = readDefinition(text);
const definition = reading.ok ? reading.definition : expect.unreachable();

describe('findings', () => {
  test('mark the word that the server names by line and column', () => {
    const [found] = findingsOf(text, reading, [{ pointer: '/do/0/ask/call', line: 4, column: 13, detail: 'No such.' }]);

    expect(text.slice(found?.from, found?.to)).toBe('htp');
  });

  test('without a line stand at the task that the pointer leads into', () => {
    const [found] = findingsOf(text, reading, [{ pointer: '/do/1/each/do/0/inner/set', detail: 'No.' }]);

    expect(found).toMatchObject({ line: 8, column: 11 });
    expect(text.slice(found?.from, found?.to)).toBe('inner');
  });

  test('without a place stand at the beginning', () => {
    const [found] = findingsOf(text, reading, [{ pointer: '', detail: 'No.' }]);

    expect(found).toMatchObject({ from: 0, line: 1 });
  });

  test('come in the order of the text', () => {
    const lines = findingsOf(text, reading, [
      { pointer: '', line: 9, column: 1, detail: 'b' },
      { pointer: '', line: 2, column: 1, detail: 'a' },
    ]).map(({ message }) => message);

    expect(lines).toEqual(['a', 'b']);
  });

  test('never lie outside of the text', () => {
    const [found] = findingsOf(text, reading, [{ pointer: '', line: 900, column: 900, detail: 'No.' }]);

    expect(found?.from).toBe(text.length);
    expect(found?.to).toBe(text.length);
  });

  test('of a text that cannot be read are what the text itself shows', () => {
    const broken = 'do: [\n';
    const found = findingsOf(broken, readDefinition(broken), [{ pointer: '', line: 1, detail: 'of an older text' }]);

    expect(found.length).toBeGreaterThan(0);
    expect(found.every(({ source }) => source === 'text')).toBe(true);
  });
});

test('a sentence is said once a line', () => {
  const flaw = (line: number, detail: string) => ({ pointer: '', line, column: 1, detail });
  const said = unrepeated(findingsOf(text, reading, [flaw(2, 'a'), flaw(2, 'a'), flaw(2, 'b'), flaw(3, 'a')]));

  expect(said.map(({ line, message }) => `${line} ${message}`)).toEqual(['2 a', '2 b', '3 a']);
});

describe('the task around the cursor', () => {
  test.each([
    ['call: htp', '/do/0/ask'],
    ['for: {', '/do/1/each'],
    ['set: {', '/do/1/each/do/0/inner'],
    ['namespace', null],
  ])('at "%s" is %s', (words, pointer) => {
    expect(taskAround(definition, text.indexOf(words))).toBe(pointer);
  });
});
