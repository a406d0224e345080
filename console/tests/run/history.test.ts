import { describe, expect, it } from 'vitest';
import {
  childOf,
  chosenOf,
  findChosen,
  readChosen,
  RunHistory,
  waitsForAnswer,
  writeChosen,
} from '../../src/views/run/history';
import { attempt } from './items';

describe('the history of a run', () => {
  it('holds each attempt once, in the order in which they began, as it was told last', () => {
    const history = new RunHistory();
    history.take(attempt(1, 'ask', { status: 'running', endedAt: null }));
    history.take(attempt(2, 'tell'));
    history.take(attempt(1, 'ask', { status: 'faulted' }));
    expect(history.items.map((item) => [item.task, item.status])).toEqual([
      ['ask', 'faulted'],
      ['tell', 'completed'],
    ]);
  });

  it('does not take back an end when a stream begins anew', () => {
    const history = new RunHistory();
    history.take(attempt(1, 'ask'));
    history.take(attempt(1, 'ask', { status: 'running', endedAt: null }));
    expect(history.items[0]?.status).toBe('completed');
  });

  it('tells skipped tasks apart, which have no position', () => {
    const history = new RunHistory();
    history.take(attempt(0, 'first', { status: 'skipped' }));
    history.take(attempt(0, 'second', { status: 'skipped' }));
    history.take(attempt(0, 'second', { status: 'skipped', iteration: '1' }));
    expect(history.size).toBe(3);
  });

  it('is the same list until something changes', () => {
    const history = new RunHistory();
    history.take(attempt(1, 'ask'));
    expect(history.items).toBe(history.items);
  });
});

describe('the chosen attempt', () => {
  const items = [attempt(1, 'ask', { status: 'faulted' }), attempt(4, 'ask', { attempt: 2 }), attempt(5, 'tell')];

  it('is restored by the address', () => {
    const query = writeChosen(new URLSearchParams('lang=zh'), chosenOf(attempt(4, 'ask')));
    expect(query.get('lang')).toBe('zh');
    expect(findChosen(items, readChosen(query))).toBe(items[1]);
  });

  it('is the last one of its task when no position is said', () => {
    expect(findChosen(items, readChosen(new URLSearchParams('task=/do/0/ask')))).toBe(items[1]);
  });

  it.each(['', 'position=4', 'task=/do/0/none', 'task=/do/0/ask&position=9'])('is none for %j', (query) => {
    expect(findChosen(items, readChosen(new URLSearchParams(query)))).toBeUndefined();
  });

  it('goes with its tab when the whole run is looked at again', () => {
    expect(writeChosen(new URLSearchParams('task=/do/0/ask&position=1&tab=error'), null).toString()).toBe('');
  });
});

describe('what is particular about an attempt', () => {
  it.each([
    [{ callback: 'open' }, 'running', true],
    [{ callback: 'alive' }, 'running', true],
    [{ callback: 'answered', actor: 'key-1' }, 'running', false],
    [{ callback: 'open' }, 'cancelled', false],
    [null, 'running', false],
    ['open', 'running', false],
  ])('with detail %j and status %s waits for an answer: %s', (detail, status, waits) => {
    expect(waitsForAnswer(attempt(1, 'ask', { detail, status }))).toBe(waits);
  });

  it('is the run that it started', () => {
    expect(childOf(attempt(1, 'ask', { detail: { run: '01abc', status: 'completed' } }))).toEqual({
      run: '01abc',
      status: 'completed',
    });
    expect(childOf(attempt(1, 'ask', { detail: { compensation: true } }))).toBeNull();
  });
});
