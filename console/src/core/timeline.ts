export { scale, ticks } from './scale';
export type { Scale, Span, Tick, TickUnit } from './scale';

/** One activation of a task, as the history of a run tells it. */
export interface HistoryItem {
  readonly task?: string;
  readonly pointer?: string;
  /** Indices of the loops around the task, outermost first, joined by a slash. */
  readonly iteration?: string | null;
  readonly position?: number;
  /** Of the innermost try around it, from 1. */
  readonly attempt?: number;
  readonly status?: string;
  readonly startedAt?: string | null;
  readonly endedAt?: string | null;
  readonly detail?: unknown;
}

/** Times are milliseconds since 1970. */
export interface Bar {
  readonly attempt: number;
  readonly from: number;
  /** Null while it is running. */
  readonly to: number | null;
  readonly status: string;
  /** Whether nothing was done: the time before the next attempt. */
  readonly waiting: boolean;
}

/** One visit of a task: a task that a run comes back to has a row for each time. */
export interface Row {
  readonly key: string;
  readonly task: string;
  readonly pointer: string;
  readonly iteration: string;
  readonly bars: readonly Bar[];
  /** Whether it undoes what was done. */
  readonly compensation: boolean;
}

export interface Timeline {
  readonly from: number;
  readonly to: number;
  readonly rows: readonly Row[];
}

/** How one task of a definition is doing, over all its visits. */
export interface TaskState {
  /** `running` while any visit is, otherwise the status of the latest one. */
  readonly status: string;
  /** The most attempts of a visit. */
  readonly attempts: number;
  /** How often it was visited. */
  readonly iterations: number;
  /** How many of its visits are at work. */
  readonly running: number;
  /** How many of its visits ended with an error. */
  readonly faulted: number;
}

const WAITING = 'waiting';
const RUNNING = 'running';
const FAULTED = 'faulted';

interface Visit {
  readonly key: string;
  readonly item: HistoryItem;
  readonly pointer: string;
  readonly bars: Bar[];
}

/** The rows of a run in the order in which its tasks began; items are expected in that order. */
export function timelineOf(items: readonly HistoryItem[], now: number): Timeline {
  let from = Infinity;
  let to = -Infinity;
  const visits = visitsOf(items);
  for (const { bars } of visits) {
    for (const bar of bars) {
      from = Math.min(from, bar.from);
      to = Math.max(to, bar.to ?? Math.max(now, bar.from));
    }
  }
  const rows = visits.map(({ key, item, pointer, bars }) => ({
    key,
    task: item.task ?? '',
    pointer,
    iteration: item.iteration ?? '',
    bars,
    compensation: isCompensation(item),
  }));
  return from === Infinity ? { from: now, to: now, rows } : { from, to, rows };
}

/** How the tasks of a definition are doing, by their pointers. */
export function liveState(items: readonly HistoryItem[]): ReadonlyMap<string, TaskState> {
  const states = new Map<string, TaskState>();
  for (const { pointer, bars } of visitsOf(items)) {
    const attempts = bars.filter((bar) => !bar.waiting);
    const last = attempts.at(-1);
    const before = states.get(pointer) ?? { status: '', attempts: 0, iterations: 0, running: 0, faulted: 0 };
    const status = last?.status ?? before.status;
    const running = before.running + (status === RUNNING ? 1 : 0);
    states.set(pointer, {
      status: running > 0 ? RUNNING : status,
      attempts: Math.max(before.attempts, attempts.length),
      iterations: before.iterations + 1,
      running,
      faulted: before.faulted + (status === FAULTED ? 1 : 0),
    });
  }
  return states;
}

function visitsOf(items: readonly HistoryItem[]): Visit[] {
  const visits: Visit[] = [];
  const latest = new Map<string, Visit>();
  const times = new Map<string, number>();
  for (const item of items) {
    const pointer = item.pointer ?? '';
    const place = `${pointer} ${item.iteration ?? ''}${isCompensation(item) ? ' undo' : ''}`;
    const known = latest.get(place);
    const last = known?.bars.at(-1);
    if (known !== undefined && last !== undefined && (item.attempt ?? 1) > last.attempt) {
      continueWith(known.bars, last, item);
      continue;
    }
    const visited = (times.get(place) ?? 0) + 1;
    times.set(place, visited);
    const visit = { key: `${place} ${visited}`, item, pointer, bars: [] };
    continueWith(visit.bars, undefined, item);
    latest.set(place, visit);
    visits.push(visit);
  }
  return visits;
}

function continueWith(bars: Bar[], last: Bar | undefined, item: HistoryItem): void {
  const ended = time(item.endedAt);
  const from = time(item.startedAt) ?? ended;
  if (from === undefined) {
    return;
  }
  const attempt = item.attempt ?? 1;
  if (last?.to != null && last.status === FAULTED && last.to < from) {
    bars.push({ attempt, from: last.to, to: from, status: WAITING, waiting: true });
  }
  const status = item.status ?? RUNNING;
  const to = ended ?? (status === RUNNING ? null : from);
  bars.push({ attempt, from, to: to === null ? null : Math.max(from, to), status, waiting: false });
}

function isCompensation({ detail }: HistoryItem): boolean {
  return typeof detail === 'object' && detail !== null && 'compensation' in detail && detail.compensation === true;
}

function time(text: string | null | undefined): number | undefined {
  const at = Date.parse(text ?? '');
  return Number.isNaN(at) ? undefined : at;
}
