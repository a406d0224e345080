import { describe, expect, it } from 'vitest';
import {
  fits,
  fromLocal,
  isFiltered,
  NO_FILTERS,
  readFilters,
  requestOf,
  toLocal,
  writeFilters,
  type RunFilters,
} from '../../src/views/runs/filters';

const NOW = Date.parse('2026-05-04T12:00:00Z');

const read = (query: string) => readFilters(new URLSearchParams(query));

describe('the address of the runs', () => {
  it('restores every filter', () => {
    const filters: RunFilters = {
      statuses: ['running', 'faulted'],
      workflow: 'order & pay',
      range: 'between',
      from: '2026-05-01T00:00:00.000Z',
      to: '2026-05-02T00:00:00.000Z',
      text: 'café=1',
    };
    expect(readFilters(writeFilters(filters))).toEqual(filters);
  });

  it('says nothing when nothing is filtered', () => {
    expect(writeFilters(NO_FILTERS).toString()).toBe('');
    expect(isFiltered(read(''))).toBe(false);
  });

  it.each(['1h', '24h', '7d'])('keeps the span %s as a span, so that a bookmark stays current', (range) => {
    expect(writeFilters(read(`range=${range}`)).get('range')).toBe(range);
  });

  it('ignores what is no status, no span and no time', () => {
    expect(read('status=running,broken&range=12y&from=yesterday')).toEqual({ ...NO_FILTERS, statuses: ['running'] });
  });

  it('remembers that bounds are being chosen before there are any, which filters nothing yet', () => {
    const choosing = readFilters(writeFilters({ ...NO_FILTERS, range: 'between' }));
    expect(choosing.range).toBe('between');
    expect(isFiltered(choosing)).toBe(false);
  });
});

describe('what the server is asked', () => {
  it('counts a span back from now', () => {
    expect(requestOf(read('range=1h'), NOW)).toMatchObject({ from: '2026-05-04T11:00:00.000Z', to: null });
  });

  it('joins several statuses with commas', () => {
    expect(requestOf(read('status=faulted,waiting'), NOW).status).toBe('waiting,faulted');
  });
});

describe('a run that a message tells of', () => {
  const run = { workflow: 'order', status: 'running', started: NOW - 60_000 } as const;

  it.each([
    ['', true],
    ['status=running,faulted', true],
    ['status=faulted', false],
    ['workflow=order', true],
    ['workflow=orders', false],
    ['range=1h', true],
    ['from=2026-05-04T12:00:00Z', false],
    ['to=2026-05-04T11:59:00Z', false],
    ['to=2026-05-04T11:59:01Z', true],
  ])('under %j fits: %s', (query, fitting) => {
    expect(fits(run, read(query), NOW)).toBe(fitting);
  });
});

describe('a date and time field', () => {
  it('gives back the moment it was given', () => {
    expect(fromLocal(toLocal('2026-05-04T09:30:00.000Z'))).toBe('2026-05-04T09:30:00.000Z');
  });

  it('is empty for nothing', () => {
    expect([toLocal(''), fromLocal('')]).toEqual(['', '']);
  });
});
