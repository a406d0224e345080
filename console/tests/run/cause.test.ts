import { describe, expect, it } from 'vitest';
import { chainOf, culpritOf, kindOf } from '../../src/views/run/cause';
import { attempt } from './items';

const busy = { type: 'https://example.com/errors/communication', status: 503, title: 'Busy', detail: 'answered 503' };
const late = { type: 'https://example.com/errors/timeout', status: 408, title: 'Too late' };

const failed = (position: number, task: string, error: object, pointer = `/do/0/${task}`) =>
  attempt(position, task, { status: 'faulted', error, pointer });

describe('the attempt that made a run fail', () => {
  it('is the last one at the place that the error names', () => {
    const items = [failed(1, 'ask', busy), failed(2, 'ask', busy), failed(3, 'other', busy)];
    expect(culpritOf(items, { ...busy, instance: '/do/0/ask' })).toBe(items[1]);
  });

  it('is the innermost of those that failed with it, when no place is named', () => {
    const items = [failed(1, 'try', busy, '/do/0/try'), failed(2, 'ask', busy, '/do/0/try/try/0/ask')];
    expect(culpritOf(items, busy)).toBe(items[1]);
  });

  it('is not one that failed with another error and was caught', () => {
    const items = [failed(1, 'ask', late), failed(2, 'tell', busy), failed(3, 'undo', late)];
    expect(culpritOf(items, busy)).toBe(items[1]);
  });

  it('is none when nothing failed', () => {
    expect(culpritOf([attempt(1, 'ask')], busy)).toBeUndefined();
  });
});

describe('an error', () => {
  it('is told with all that it came from', () => {
    expect(chainOf({ ...late, cause: { ...busy, cause: 'text' } } as object)).toHaveLength(2);
  });

  it('that came from itself is told so far and no further', () => {
    const error: { title: string; cause?: unknown } = { title: 'round' };
    error.cause = error;
    expect(chainOf(error)).toHaveLength(20);
  });

  it('has a short name', () => {
    expect([kindOf(busy), kindOf({})]).toEqual(['communication', '']);
  });
});
