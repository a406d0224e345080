import { describe, expect, it } from 'vitest';
import type { Run, RunStatus } from '../../src/api/types';
import { NO_FILTERS, type RunFilters } from '../../src/views/runs/filters';
import { MOST_ROWS, RunRows, timeOf, type RunChange } from '../../src/views/runs/rows';

const NOON = Date.parse('2026-05-04T12:00:00Z');
const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz';

/** An id as the server makes them: its first ten letters are the time. */
function idAt(time: number, letter = '0'): string {
  let text = '';
  for (let rest = time, i = 0; i < 10; i++) {
    text = (DIGITS[rest % 32] ?? '') + text;
    rest = Math.floor(rest / 32);
  }
  return text + letter.repeat(16);
}

const second = (n: number) => NOON + n * 1000;

function run(n: number, status: RunStatus = 'running'): Run {
  const startedAt = new Date(second(n)).toISOString();
  return { id: idAt(second(n)), workflow: 'order', version: '1.0.0', status, startedAt, endedAt: null };
}

function change(n: number, status: RunStatus, at = n, more: Partial<RunChange> = {}): RunChange {
  const time = new Date(second(at)).toISOString();
  return { id: idAt(second(n)), workflow: 'order', version: '1.0.0', status, time, ...more };
}

const rowsWith = (filters: Partial<RunFilters> = {}) => new RunRows({ ...NO_FILTERS, ...filters }, () => second(100));

const seen = (rows: RunRows) => rows.rows.map((row) => (row.started - NOON) / 1000);

describe('the rows of the runs', () => {
  it('stand newest first, whichever way they came', () => {
    const rows = rowsWith();
    rows.append([run(20), run(10)]);
    rows.append([run(5)]);
    rows.apply([change(30, 'running'), change(25, 'running')]);
    expect(seen(rows)).toEqual([30, 25, 20, 10, 5]);
  });

  it('hold each run once, however often it is told', () => {
    const rows = rowsWith();
    rows.append([run(10)]);
    rows.apply([change(10, 'running'), change(20, 'running'), change(20, 'running')]);
    rows.refresh([run(20), run(10)]);
    expect(seen(rows)).toEqual([20, 10]);
  });

  it('show the last status of a batch and when the run ended', () => {
    const rows = rowsWith();
    rows.append([run(10)]);
    rows.apply([change(10, 'waiting', 11), change(10, 'completed', 12)]);
    expect(rows.rows[0]).toMatchObject({ status: 'completed', endedAt: '2026-05-04T12:00:12.000Z' });
  });

  it('do not go back in time when a stream that was taken up again repeats itself', () => {
    const rows = rowsWith();
    rows.append([{ ...run(10, 'completed'), endedAt: new Date(second(15)).toISOString() }]);
    rows.apply([change(10, 'running', 11)]);
    expect(rows.rows[0]?.status).toBe('completed');
  });

  it('open an ended run again when it is retried', () => {
    const rows = rowsWith();
    rows.append([{ ...run(10, 'faulted'), endedAt: new Date(second(15)).toISOString() }]);
    rows.apply([change(10, 'running', 20)]);
    expect(rows.rows[0]).toMatchObject({ status: 'running', endedAt: null });
  });

  it('leave the same list when nothing changed, so that nothing is drawn', () => {
    const rows = rowsWith();
    rows.append([run(10)]);
    const before = rows.rows;
    rows.apply([]);
    expect(rows.rows).toBe(before);
  });

  it('end at a bound', () => {
    const rows = rowsWith();
    rows.append(Array.from({ length: MOST_ROWS + 5 }, (_, i) => run(-i)));
    expect([rows.rows.length, rows.full]).toEqual([MOST_ROWS, true]);
  });
});

describe('under filters, the rows', () => {
  it('take in only new runs that fit', () => {
    const rows = rowsWith({ workflow: 'order' });
    rows.apply([change(1, 'running'), change(2, 'running', 2, { workflow: 'invoice' })]);
    expect(seen(rows)).toEqual([1]);
  });

  it('lose a run that no longer fits', () => {
    const rows = rowsWith({ statuses: ['running'] });
    rows.append([run(2), run(1)]);
    rows.apply([change(1, 'completed', 3)]);
    expect(seen(rows)).toEqual([2]);
  });

  it('ask the server about a run whose start only the server knows', () => {
    const rows = rowsWith({ statuses: ['faulted'] });
    // Given a run that started an hour before it failed
    expect(rows.apply([change(-3600, 'faulted', 5)])).toBe(true);
    expect(seen(rows)).toEqual([]);
  });

  it('ask the server about new runs while a text is looked for', () => {
    expect(rowsWith({ text: 'café' }).apply([change(1, 'running')])).toBe(true);
  });

  it('do not ask about a run that cannot fit', () => {
    expect(rowsWith({ statuses: ['faulted'] }).apply([change(-3600, 'waiting', 5)])).toBe(false);
  });
});

describe('while somebody reads further down, the rows', () => {
  it('keep new ones waiting, and count them', () => {
    const rows = rowsWith();
    rows.append([run(10)]);
    rows.hold(true);
    rows.apply([change(20, 'running'), change(21, 'running')]);
    rows.refresh([run(22), run(10)]);
    expect([seen(rows), rows.news]).toEqual([[10], 3]);
  });

  it('keep those that no longer fit, marked', () => {
    const rows = rowsWith({ statuses: ['running'] });
    rows.append([run(2), run(1)]);
    rows.hold(true);
    rows.apply([change(2, 'completed', 3)]);
    expect(rows.rows.map((row) => row.gone)).toEqual([true, false]);
  });

  it('bring everything in order when the top is back in sight', () => {
    const rows = rowsWith({ statuses: ['running'] });
    rows.append([run(2), run(1)]);
    rows.hold(true);
    // When one ends, one comes, and one comes and ends
    rows.apply([change(2, 'completed', 3), change(5, 'running'), change(6, 'running')]);
    rows.apply([change(6, 'completed', 7)]);
    rows.hold(false);
    expect([seen(rows), rows.news]).toEqual([[5, 1], 0]);
  });
});

describe('the time in a run id', () => {
  it('is its first 48 bits', () => {
    expect(timeOf(idAt(NOON))).toBe(NOON);
  });

  it.each(['', 'short', 'u'.repeat(26)])('is not there in %j', (id) => {
    expect(timeOf(id)).toBeNaN();
  });
});
