import { expect, test } from 'vitest';
import { sampleInput } from '../../src/core/samples';
import { TEMPLATES } from '../../src/views/editor/templates';

test('templates are there: small ones that run alone, and the examples', () => {
  expect(TEMPLATES.filter(({ alone }) => alone).map(({ name }) => name)).toEqual([
    'hello',
    'decide',
    'loop',
    'retry',
    'ask',
  ]);
  expect(TEMPLATES.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['approval', 'delivery-dispatch', 'push-classifier']),
  );
});

test('every template says what it is called and what it does', () => {
  for (const { alone, definition } of TEMPLATES) {
    expect(definition.title || definition.name).not.toBe('');
    if (alone) {
      expect(definition.summary).not.toBe('');
    }
  }
});

test('templates that run alone call nothing outside', () => {
  for (const { text } of TEMPLATES.filter(({ alone }) => alone)) {
    expect(text).not.toMatch(/https?:|host:/);
  }
});

test('an input that a template takes can be made up', () => {
  const loop = TEMPLATES.find(({ name }) => name === 'loop');

  expect(sampleInput(loop?.text ?? '')).toMatchObject({ items: [{ name: 'bread' }, {}, {}] });
});
