import type { HistoryItem } from '../../api/types';

/**
 * What happened in a run, each attempt once, in the order in which they began. Pages and the stream may tell the same
 * attempt any number of times.
 */
export class RunHistory {
  private readonly byKey = new Map<string, HistoryItem>();
  private list: readonly HistoryItem[] = [];
  private stale = false;

  take(item: HistoryItem): void {
    const key = keyOf(item);
    const before = this.byKey.get(key);
    // A stream that begins anew tells of beginnings that have ended since.
    if (before?.endedAt && !item.endedAt) {
      return;
    }
    this.byKey.set(key, item);
    this.stale = true;
  }

  /** A new list whenever something changed. */
  get items(): readonly HistoryItem[] {
    if (this.stale) {
      this.list = [...this.byKey.values()];
      this.stale = false;
    }
    return this.list;
  }

  get size(): number {
    return this.byKey.size;
  }
}

/** What tells an attempt from all others of its run. Skipped tasks have no position. */
export function keyOf(item: HistoryItem): string {
  const position = item.position ?? 0;
  return position > 0
    ? `${String(position)}.${String(item.attempt)}`
    : `${item.pointer}#${item.iteration ?? ''}#${item.startedAt}`;
}

/** An attempt that somebody looks at, as the address says it. */
export interface Chosen {
  task: string;
  /** 0 of a skipped task; null means its last attempt. */
  position: number | null;
}

export function readChosen(query: URLSearchParams): Chosen | null {
  const task = query.get('task');
  const position = query.get('position');
  if (task === null) {
    return null;
  }
  return { task, position: position !== null && /^\d{1,9}$/.test(position) ? Number(position) : null };
}

/** The query with another choice; what else it says stays. */
export function writeChosen(query: URLSearchParams, chosen: Chosen | null): URLSearchParams {
  const next = new URLSearchParams(query);
  next.delete('task');
  next.delete('position');
  next.delete('tab');
  if (chosen !== null) {
    next.set('task', chosen.task);
    if (chosen.position !== null) {
      next.set('position', String(chosen.position));
    }
  }
  return next;
}

/** The attempt that is chosen; undefined while it is not there. */
export function findChosen(items: readonly HistoryItem[], chosen: Chosen | null): HistoryItem | undefined {
  return chosen === null
    ? undefined
    : items.findLast(
        (item) =>
          item.pointer === chosen.task && (chosen.position === null || (item.position ?? 0) === chosen.position),
      );
}

export function chosenOf(item: HistoryItem): Chosen {
  return { task: item.pointer, position: item.position ?? 0 };
}

/** Who is waited for outside: `open` until somebody says something, `alive` once somebody gave a sign of life. */
export function waitsForAnswer(item: HistoryItem): boolean {
  const said = word(item.detail, 'callback');
  return item.status === 'running' && (said === 'open' || said === 'alive');
}

/** The run that a task started, when it did. */
export function childOf(item: HistoryItem): { run: string; status: string | null } | null {
  const run = word(item.detail, 'run');
  return run === null ? null : { run, status: word(item.detail, 'status') };
}

function word(detail: unknown, name: string): string | null {
  const value: unknown =
    typeof detail === 'object' && detail !== null ? (detail as Record<string, unknown>)[name] : undefined;
  return typeof value === 'string' ? value : null;
}
