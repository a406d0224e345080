import { isOpen, type Run, type RunStatus } from '../../api/types';
import { fits, type RunFilters } from './filters';

/** One line of the table. */
export interface RunRow {
  readonly id: string;
  readonly workflow: string;
  readonly version: string;
  readonly status: RunStatus;
  readonly startedAt: string;
  readonly endedAt: string | null;
  /** When it started, in milliseconds. */
  readonly started: number;
  /** Whether it has left the filters since it came, and stands only so that nothing jumps. */
  readonly gone: boolean;
}

/** What a message of the tenant's stream says about a run. */
export interface RunChange {
  id: string;
  workflow?: string;
  version?: string;
  status: RunStatus;
  time: string;
}

/** Rows at most: whoever wants older ones narrows the time. */
export const MOST_ROWS = 20_000;

// Between the clock that made an id and the one that stamped the run's first record.
const CLOCKS_APART_MS = 10_000;

/**
 * The runs of the table, newest first: pages of the server, and what the live stream says, brought together. While
 * somebody reads further down, new ones wait and old ones stay.
 */
export class RunRows {
  private known = new Map<string, RunRow>();
  private order: readonly RunRow[] = [];
  private readonly waiting = new Map<string, RunRow>();
  private held = false;

  constructor(
    private readonly filters: RunFilters,
    private readonly now: () => number,
  ) {}

  get rows(): readonly RunRow[] {
    return this.order;
  }

  /** How many rows came while the table was held. */
  get news(): number {
    return this.waiting.size;
  }

  get full(): boolean {
    return this.order.length >= MOST_ROWS;
  }

  has(id: string): boolean {
    return this.known.has(id) || this.waiting.has(id);
  }

  /** Older runs, as the server lists them. */
  append(runs: readonly Run[]): void {
    this.insert(runs.map(rowOf));
  }

  /** Runs as the server lists them now; those that are not yet there wait while the table is held. */
  refresh(runs: readonly Run[]): void {
    const fresh = runs.map(rowOf);
    const old = fresh.filter((row) => this.known.has(row.id));
    this.replace(old);
    this.add(fresh.filter((row) => !this.known.has(row.id)));
  }

  /** Begins anew with the first page. */
  reset(runs: readonly Run[]): void {
    this.known = new Map();
    this.order = [];
    this.waiting.clear();
    this.insert(runs.map(rowOf));
  }

  /**
   * Takes what the stream says.
   *
   * @returns whether there may be runs that only the server can place
   */
  apply(changes: readonly RunChange[]): boolean {
    const latest = new Map(changes.map((change) => [change.id, change]));
    const changed: RunRow[] = [];
    const added: RunRow[] = [];
    let doubtful = false;
    for (const change of latest.values()) {
      const before = this.known.get(change.id) ?? this.waiting.get(change.id);
      if (before !== undefined) {
        changed.push(this.after(before, change));
      } else if (isBorn(change) && this.filters.text === '') {
        const row = newRow(change);
        if (this.fitting(row)) {
          added.push(row);
        }
      } else {
        doubtful ||= this.mayFit(change);
      }
    }
    this.replace(changed);
    this.add(added);
    return doubtful;
  }

  /** While the table is held, no row comes or goes above the eye. */
  hold(held: boolean): void {
    this.held = held;
    if (!held) {
      const waited = [...this.waiting.values()];
      this.waiting.clear();
      this.insert(waited.filter((row) => !row.gone));
      this.sweep();
    }
  }

  private after(row: RunRow, change: RunChange): RunRow {
    // A stream that was taken up again repeats what a page has said since.
    if (row.endedAt !== null && Date.parse(change.time) < Date.parse(row.endedAt)) {
      return row;
    }
    const next = {
      ...row,
      workflow: change.workflow ?? row.workflow,
      version: change.version ?? row.version,
      status: change.status,
      endedAt: isOpen(change.status) ? null : change.time,
    };
    return { ...next, gone: !this.fitting(next) };
  }

  private replace(rows: readonly RunRow[]): void {
    const changed = new Map<string, RunRow>();
    for (const row of rows) {
      if (this.waiting.has(row.id)) {
        this.waiting.set(row.id, row);
      } else if (this.known.get(row.id) !== row) {
        changed.set(row.id, row);
        this.known.set(row.id, row);
      }
    }
    if (changed.size > 0) {
      this.order = this.order.map((row) => changed.get(row.id) ?? row);
    }
    if (!this.held) {
      this.sweep();
    }
  }

  private add(rows: readonly RunRow[]): void {
    if (!this.held) {
      this.insert(rows);
      return;
    }
    for (const row of rows) {
      this.waiting.set(row.id, row);
    }
  }

  /** Puts rows where they belong, in one pass over the rows before. */
  private insert(rows: readonly RunRow[]): void {
    const fresh = rows.filter((row) => !this.known.has(row.id)).sort(newestFirst);
    if (fresh.length === 0) {
      return;
    }
    const merged: RunRow[] = [];
    let at = 0;
    for (const row of this.order) {
      for (let next = fresh[at]; next !== undefined && newestFirst(next, row) < 0; next = fresh[++at]) {
        merged.push(next);
      }
      merged.push(row);
    }
    merged.push(...fresh.slice(at));
    for (const row of fresh) {
      this.known.set(row.id, row);
    }
    for (const row of merged.splice(MOST_ROWS)) {
      this.known.delete(row.id);
    }
    this.order = merged;
  }

  private sweep(): void {
    const left = this.order.filter((row) => row.gone);
    if (left.length > 0) {
      this.order = this.order.filter((row) => !row.gone);
      left.forEach((row) => this.known.delete(row.id));
    }
  }

  private fitting(row: RunRow): boolean {
    return fits(row, this.filters, this.now());
  }

  /** Of a run that is not known, its start is not known either. */
  private mayFit(change: RunChange): boolean {
    const { statuses, workflow } = this.filters;
    return (
      (statuses.length === 0 || statuses.includes(change.status)) &&
      (workflow === '' || change.workflow === undefined || workflow === change.workflow)
    );
  }
}

function newestFirst(a: RunRow, b: RunRow): number {
  return b.started - a.started || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);
}

function rowOf(run: Run): RunRow {
  const startedAt = run.startedAt ?? '';
  return {
    id: run.id,
    workflow: run.workflow ?? '',
    version: run.version ?? '',
    status: run.status,
    startedAt,
    endedAt: run.endedAt ?? null,
    started: Date.parse(startedAt) || 0,
    gone: false,
  };
}

function newRow(change: RunChange): RunRow {
  // The first message that is heard of a run may already be its last.
  const started = Math.min(Date.parse(change.time), timeOf(change.id));
  return {
    id: change.id,
    workflow: change.workflow ?? '',
    version: change.version ?? '',
    status: change.status,
    startedAt: new Date(started).toISOString(),
    endedAt: isOpen(change.status) ? null : change.time,
    started,
    gone: false,
  };
}

/**
 * Whether a message tells of a run's birth. A run id begins with the time at which it was made; one that was derived
 * from an idempotency key has any time there, and then only the server knows when the run started.
 */
function isBorn(change: RunChange): boolean {
  return Math.abs(Date.parse(change.time) - timeOf(change.id)) < CLOCKS_APART_MS;
}

const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz';

/** The time that a run id carries: its first 48 of 130 bits, the topmost two of which are unused. */
export function timeOf(id: string): number {
  let bits = 0;
  for (const letter of id.slice(0, 10)) {
    const digit = DIGITS.indexOf(letter);
    if (digit < 0) {
      return NaN;
    }
    bits = bits * 32 + digit;
  }
  return id.length < 10 ? NaN : bits;
}
