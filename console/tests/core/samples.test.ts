import { expect, test } from 'vitest';
import type { JsonSchema } from '../../src/core/jsonSchema';
import { sampleInput, sampleOf } from '../../src/core/samples';

test('a sample has every property, with the default where there is one', () => {
  const schema = {
    type: 'object',
    properties: {
      a: { type: 'string' },
      b: { type: 'integer', default: 7 },
      c: { enum: ['x', 'y'] },
      d: { type: 'boolean' },
    },
  };

  expect(sampleOf(schema)).toEqual({ a: 'text', b: 7, c: 'x', d: true });
});

test('a sample list has one element', () => {
  expect(sampleOf({ type: 'array', items: { type: 'number' } })).toEqual([1]);
});

test('of several alternatives the first is taken', () => {
  expect(sampleOf({ oneOf: [{ type: 'string' }, { type: 'number' }] })).toBe('text');
});

test('a schema inside of itself comes to an end', () => {
  const schema: { type: string; properties: Record<string, JsonSchema> } = { type: 'object', properties: {} };
  schema.properties.next = schema;

  expect(JSON.stringify(sampleOf(schema)).length).toBeLessThan(200);
});

test('a definition without an input has no sample, nor has a text that cannot be read', () => {
  expect(sampleInput('do: []')).toBeUndefined();
  expect(sampleInput('do: [')).toBeUndefined();
});

test('aliases of aliases are no sample', () => {
  const levels = Array.from(
    { length: 12 },
    (_, i) => `  l${i}: &l${i} [${i === 0 ? '1' : `*l${i - 1}, *l${i - 1}, *l${i - 1}`}]`,
  );
  const text = `x:\n${levels.join('\n')}\ninput: {schema: {document: {default: *l11}}}\ndo: []`;

  expect(sampleInput(text)).toBeUndefined();
});
