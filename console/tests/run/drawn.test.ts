import { describe, expect, it } from 'vitest';
import type { WorkflowDefinition } from '../../src/api/types';
import { drawn } from '../../src/views/run/drawn';

const SOURCE = `
document: {dsl: '1.0.3', namespace: shop, name: order, version: '1.0.0'}
do:
  - nap: {wait: {seconds: 1}}
`;

const published = (source: string, definition: object = {}) =>
  ({ source, definition }) as unknown as WorkflowDefinition;

describe('the drawing of a run', () => {
  it('comes from the text that was published', () => {
    const drawing = drawn(published(SOURCE));
    expect(drawing?.kinds.get('/do/0/nap')).toBe('wait');
    expect(drawing?.layout.blocks.has('/do/0/nap')).toBe(true);
  });

  it('comes from the definition when the text is not kept', () => {
    const definition = { document: {}, do: [{ nap: { wait: { seconds: 1 } } }] };
    expect(drawn(published('', definition))?.kinds.get('/do/0/nap')).toBe('wait');
  });

  it('is none when the definition cannot be read here', () => {
    expect(drawn(published('do: ['))).toBeNull();
  });
});
