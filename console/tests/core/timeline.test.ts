import { describe, expect, it } from 'vitest';
import type { components } from '../../src/api/schema';
import { liveState, scale, ticks, timelineOf } from '../../src/core/timeline';
import type { HistoryItem } from '../../src/core/timeline';

const BEGIN = Date.parse('2026-11-21T10:00:00Z');
const at = (seconds: number): string => new Date(BEGIN + seconds * 1000).toISOString();
const NOW = BEGIN + 60_000;

/** Attempt of a task from one second to another, or until now. */
function item(task: string, from: number, to: number | null, more: Partial<HistoryItem> = {}): HistoryItem {
  return {
    task,
    pointer: `/do/0/${task}`,
    iteration: null,
    attempt: 1,
    status: to === null ? 'running' : 'completed',
    startedAt: at(from),
    endedAt: to === null ? null : at(to),
    ...more,
  };
}

describe('the timeline of a run', () => {
  it('takes the history as the server sends it', () => {
    const history: components['schemas']['History'] = { items: [{ task: 'a', pointer: '/do/0/a' }], next: null };

    expect(timelineOf(history.items, NOW).rows).toHaveLength(1);
  });

  it('is empty at this moment when nothing happened', () => {
    expect(timelineOf([], NOW)).toEqual({ from: NOW, to: NOW, rows: [] });
  });

  it('reaches from the first beginning to the last end', () => {
    const { from, to } = timelineOf([item('a', 5, 9), item('b', 2, 4)], NOW);

    expect([from, to]).toEqual([BEGIN + 2000, BEGIN + 9000]);
  });

  it('reaches to now while a task is at work', () => {
    const { to, rows } = timelineOf([item('a', 0, null)], NOW);

    expect(to).toBe(NOW);
    expect(rows[0]?.bars).toEqual([{ attempt: 1, from: BEGIN, to: null, status: 'running', waiting: false }]);
  });

  it('has a bar for each attempt and for the wait before the next', () => {
    const { rows } = timelineOf(
      [
        item('a', 0, 1, { status: 'faulted' }),
        item('a', 3, 4, { status: 'faulted', attempt: 2 }),
        item('a', 8, null, { attempt: 3 }),
      ],
      NOW,
    );

    expect(rows).toHaveLength(1);
    expect(
      rows[0]?.bars.map(({ attempt, status, waiting, from, to }) => [
        attempt,
        status,
        waiting,
        from - BEGIN,
        to && to - BEGIN,
      ]),
    ).toEqual([
      [1, 'faulted', false, 0, 1000],
      [2, 'waiting', true, 1000, 3000],
      [2, 'faulted', false, 3000, 4000],
      [3, 'waiting', true, 4000, 8000],
      [3, 'running', false, 8000, null],
    ]);
  });

  it('has no wait where the next attempt began at once, or the one before did not fail', () => {
    const { rows } = timelineOf(
      [item('a', 0, 1, { status: 'faulted' }), item('a', 1, 2, { attempt: 2 }), item('a', 5, 6, { attempt: 3 })],
      NOW,
    );

    expect(rows[0]?.bars.map((bar) => bar.waiting)).toEqual([false, false, false]);
  });

  it('has a row for each visit: of each iteration, and each time a run comes back', () => {
    const { rows } = timelineOf(
      [item('a', 0, 1, { iteration: '0' }), item('a', 1, 2, { iteration: '1' }), item('b', 2, 3), item('b', 3, 4)],
      NOW,
    );

    expect(rows.map(({ task, iteration }) => `${task} ${iteration}`)).toEqual(['a 0', 'a 1', 'b ', 'b ']);
    expect(new Set(rows.map((row) => row.key)).size).toBe(4);
  });

  it('keeps the attempts of side-by-side iterations apart', () => {
    const { rows } = timelineOf(
      [
        item('a', 0, 1, { iteration: '0', status: 'faulted' }),
        item('a', 0, 2, { iteration: '1', status: 'faulted' }),
        item('a', 3, 4, { iteration: '0', attempt: 2 }),
        item('a', 5, 6, { iteration: '1', attempt: 2 }),
      ],
      NOW,
    );

    expect(rows.map((row) => row.bars.length)).toEqual([3, 3]);
  });

  it('gives what is undone a row of its own', () => {
    const { rows } = timelineOf([item('a', 0, 1), item('a', 2, 3, { detail: { compensation: true } })], NOW);

    expect(rows.map((row) => row.compensation)).toEqual([false, true]);
  });

  it('has a bar without length for what was skipped, and none for what has no time', () => {
    const { rows } = timelineOf(
      [
        item('a', 1, null, { status: 'skipped' }),
        { task: 'b', pointer: '/do/1/b', status: 'completed', startedAt: null, endedAt: 'soon' },
        item('c', 9, 4),
      ],
      NOW,
    );

    expect(rows.map((row) => row.bars.map((bar) => bar.to && bar.to - bar.from))).toEqual([[0], [], [0]]);
  });

  it('of 20,000 items is made in less than a second', () => {
    const items = Array.from({ length: 20_000 }, (_, index) =>
      item('a', index, index + 1, { iteration: `${index % 10_000}` }),
    );
    const began = performance.now();

    const { rows } = timelineOf(items, NOW);
    const states = liveState(items);

    expect(performance.now() - began).toBeLessThan(1000);
    expect(rows).toHaveLength(20_000);
    expect(states.get('/do/0/a')?.iterations).toBe(20_000);
  });
});

describe('the scale of a timeline', () => {
  const span = { from: BEGIN, to: BEGIN + 100_000 };
  const bar = { attempt: 1, status: 'completed', waiting: false };

  it('spreads the time over the width', () => {
    const line = scale(span, 500);

    expect(line.at(BEGIN + 50_000)).toBe(250);
    expect(line.span({ ...bar, from: BEGIN + 20_000, to: BEGIN + 40_000 })).toEqual({ x: 100, width: 100 });
  });

  it('draws a running bar to the end', () => {
    expect(scale(span, 500).span({ ...bar, from: BEGIN + 90_000, to: null })).toEqual({ x: 450, width: 50 });
  });

  it('makes every bar two pixels wide at least, and keeps it inside', () => {
    const line = scale(span, 500);

    expect(line.span({ ...bar, from: BEGIN, to: BEGIN })).toEqual({ x: 0, width: 2 });
    expect(line.span({ ...bar, from: span.to, to: span.to })).toEqual({ x: 498, width: 2 });
  });

  it('of no time at all puts everything at the beginning', () => {
    expect(scale({ from: BEGIN, to: BEGIN }, 500).span({ ...bar, from: BEGIN, to: BEGIN })).toEqual({ x: 0, width: 2 });
  });
});

describe('the ticks of a timeline', () => {
  it.each([
    [10, 'ms', [0, 2, 4, 6, 8, 10]],
    [950, 'ms', [0, 200, 400, 600, 800]],
    [4000, 's', [0, 1, 2, 3, 4]],
    [60_000, 's', [0, 10, 20, 30, 40, 50, 60]],
    [3_600_000, 'min', [0, 10, 20, 30, 40, 50, 60]],
    [86_400_000, 'h', [0, 6, 12, 18, 24]],
    [86_400_000 * 3000, 'd', [0, 500, 1000, 1500, 2000, 2500, 3000]],
  ])('of %i ms are round: in %s %j', (length, unit, values) => {
    const marks = ticks(BEGIN, BEGIN + length, 500);

    expect(marks.map((tick) => tick.value)).toEqual(values);
    expect(new Set(marks.map((tick) => tick.unit))).toEqual(new Set([unit]));
  });

  it('stand where their time is', () => {
    const line = scale({ from: BEGIN, to: BEGIN + 4000 }, 500);

    expect(ticks(BEGIN, BEGIN + 4000, 500).map((tick) => tick.x)).toEqual(
      [0, 1, 2, 3, 4].map((s) => line.at(BEGIN + s * 1000)),
    );
  });

  it.each([1, 7, 99, 12_345, 987_654, 1e9, 1e12])('of %i ms leave room for words', (length) => {
    for (const width of [100, 360, 1440]) {
      const marks = ticks(0, length, width);

      const gaps = marks.slice(1).map((tick, index) => tick.x - (marks[index]?.x ?? 0));
      expect(Math.min(Infinity, ...gaps)).toBeGreaterThanOrEqual(79.9);
    }
  });

  it.each([
    [0, 500],
    [-5, 500],
    [NaN, 500],
    [1e18, 500],
    [100, 0],
  ])('of %i ms on %i pixels are few', (length, width) => {
    expect(ticks(0, length, width).length).toBeLessThan(10);
  });
});

describe('the live state of a drawing', () => {
  it('says of each task how its latest visit is', () => {
    const states = liveState([item('a', 0, 1), item('b', 1, 2, { status: 'faulted' }), item('c', 2, null)]);

    expect([...states].map(([pointer, { status }]) => [pointer, status])).toEqual([
      ['/do/0/a', 'completed'],
      ['/do/0/b', 'faulted'],
      ['/do/0/c', 'running'],
    ]);
  });

  it('counts attempts, visits, and what is at work', () => {
    const states = liveState([
      item('a', 0, 1, { iteration: '0', status: 'faulted' }),
      item('a', 2, 3, { iteration: '0', attempt: 2 }),
      item('a', 0, null, { iteration: '1' }),
      item('a', 0, 4, { iteration: '2', status: 'faulted' }),
    ]);

    expect(states.get('/do/0/a')).toEqual({ status: 'running', attempts: 2, iterations: 3, running: 1, faulted: 1 });
  });
});
