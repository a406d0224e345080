import { expect, test } from 'vitest';
import { indentAfter } from '../../src/views/editor/codeMirror/indentation';

test.each([
  ['do:', 2],
  ['  - ask:', 6],
  ['      call: http', 6],
  ['  - ask: {set: {}}', 4],
  ['  summary: >-', 4],
  ['  with: # what it is given', 4],
  ['    plain words', 4],
  ['- - deep:', 6],
  ['', 0],
])('after "%s" a line is indented by %i', (line, indent) => {
  expect(indentAfter(line)).toBe(indent);
});
