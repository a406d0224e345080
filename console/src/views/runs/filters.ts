import type { RunFilter } from '../../api/tenant';
import { RUN_STATUSES, type RunStatus } from '../../api/types';

/** A span of time that ends now, or one between two moments, or no bound at all. */
export type Range = 'all' | '1h' | '24h' | '7d' | 'between';

export const RANGES: readonly Range[] = ['all', '1h', '24h', '7d', 'between'];

const LENGTHS: Partial<Record<Range, number>> = { '1h': 3_600_000, '24h': 86_400_000, '7d': 604_800_000 };

/** Which runs somebody wants to see, as the address says it. */
export interface RunFilters {
  /** None means any. */
  statuses: readonly RunStatus[];
  workflow: string;
  range: Range;
  /** Bounds of the range `between`, ISO 8601 or empty. */
  from: string;
  to: string;
  /** Text to look for. */
  text: string;
}

export const NO_FILTERS: RunFilters = { statuses: [], workflow: '', range: 'all', from: '', to: '', text: '' };

/** What an address asks for; what it says wrongly counts as not said. */
export function readFilters(query: URLSearchParams): RunFilters {
  const said = new Set((query.get('status') ?? '').split(','));
  const from = moment(query.get('from'));
  const to = moment(query.get('to'));
  const range = query.get('range');
  const named = RANGES.find((each) => each === range) ?? 'all';
  return {
    statuses: RUN_STATUSES.filter((status) => said.has(status)),
    workflow: query.get('workflow') ?? '',
    range: from !== '' || to !== '' ? 'between' : named,
    from,
    to,
    text: query.get('q') ?? '',
  };
}

/** The address's query for filters; empty for none. */
export function writeFilters(filters: RunFilters): URLSearchParams {
  const query = new URLSearchParams();
  const set = (name: string, value: string) => {
    if (value !== '') {
      query.set(name, value);
    }
  };
  set('status', filters.statuses.join(','));
  set('workflow', filters.workflow);
  set('range', filters.range === 'all' || (filters.range === 'between' && isBounded(filters)) ? '' : filters.range);
  if (filters.range === 'between') {
    set('from', filters.from);
    set('to', filters.to);
  }
  set('q', filters.text);
  return query;
}

/** Whether anything is filtered at all. */
export function isFiltered(filters: RunFilters): boolean {
  return (
    filters.statuses.length > 0 ||
    filters.workflow !== '' ||
    filters.text !== '' ||
    LENGTHS[filters.range] !== undefined ||
    (filters.range === 'between' && isBounded(filters))
  );
}

/** What the server is asked. */
export function requestOf(filters: RunFilters, now: number): RunFilter {
  const { from, to } = bounds(filters, now);
  return {
    workflow: filters.workflow || null,
    status: filters.statuses.join(',') || null,
    from: from === null ? null : new Date(from).toISOString(),
    to: to === null ? null : new Date(to).toISOString(),
    q: filters.text || null,
  };
}

/** What of a run is known when a message tells of it. */
export interface Known {
  workflow: string;
  status: RunStatus;
  started: number;
}

/** Whether a run fits; only the server can look for text, so a text counts as found here. */
export function fits(run: Known, filters: RunFilters, now: number): boolean {
  const { from, to } = bounds(filters, now);
  return (
    (filters.statuses.length === 0 || filters.statuses.includes(run.status)) &&
    (filters.workflow === '' || filters.workflow === run.workflow) &&
    (from === null || run.started >= from) &&
    (to === null || run.started < to)
  );
}

/** A moment as the browser's date and time field writes it, in the person's zone. */
export function toLocal(iso: string): string {
  const at = Date.parse(iso);
  if (Number.isNaN(at)) {
    return '';
  }
  const shifted = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}

/** What a date and time field says, as ISO 8601; empty for nothing. */
export function fromLocal(local: string): string {
  const at = Date.parse(local);
  return Number.isNaN(at) ? '' : new Date(at).toISOString();
}

function bounds(filters: RunFilters, now: number): { from: number | null; to: number | null } {
  if (filters.range === 'between') {
    return {
      from: filters.from === '' ? null : Date.parse(filters.from),
      to: filters.to === '' ? null : Date.parse(filters.to),
    };
  }
  const length = LENGTHS[filters.range];
  return { from: length === undefined ? null : now - length, to: null };
}

function isBounded(filters: RunFilters): boolean {
  return filters.from !== '' || filters.to !== '';
}

function moment(text: string | null): string {
  const at = Date.parse(text ?? '');
  return Number.isNaN(at) ? '' : new Date(at).toISOString();
}
