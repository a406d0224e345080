import { timelineOf, type Bar } from '../../core/timeline';
import { titleOf } from '../../core/wording';
import type { HistoryItem } from '../../api/types';
import { waitsForAnswer } from './history';

/** An attempt, or the wait before one, which belongs to no item. */
export interface LaneBar extends Bar {
  readonly item: HistoryItem | null;
}

/** One visit of a task, as a line of the timeline. */
export interface Lane {
  readonly key: string;
  readonly title: string;
  /** Item of the loops around it, as people count; empty outside of loops. */
  readonly round: string;
  /** How many tasks hold it. */
  readonly depth: number;
  /** Where the visit stands now. */
  readonly status: string;
  readonly bars: readonly LaneBar[];
  /** Whether it was tried more than once. */
  readonly retried: boolean;
}

export interface Lanes {
  readonly from: number;
  /** When the last thing happened; while something runs, that is in the past. */
  readonly to: number;
  readonly lanes: readonly Lane[];
  /** The line of each attempt. */
  readonly laneOf: ReadonlyMap<HistoryItem, number>;
}

// Waiting belongs to these, as far as the definition says what a task is.
const WAITING_KINDS: ReadonlySet<string> = new Set(['wait', 'listen', 'callCallback']);

/**
 * The lines of a run.
 *
 * @param kinds what each task is, by its pointer, when the definition is known
 */
export function lanesOf(items: readonly HistoryItem[], kinds: ReadonlyMap<string, string> = new Map()): Lanes {
  const byPlace = new Map(items.map((item) => [placeOf(item), item]));
  const timeline = timelineOf(items, 0);
  const laneOf = new Map<HistoryItem, number>();
  // A loop has the same names over and over.
  const titles = new Map<string, string>();
  const title = (task: string): string => {
    const known = titles.get(task) ?? titleOf(task);
    titles.set(task, known);
    return known;
  };
  const lanes = timeline.rows.map((row, index): Lane => {
    const bars = row.bars.map((bar): LaneBar => {
      const item = byPlace.get(place(row.pointer, row.iteration, bar.attempt, bar.from));
      if (item === undefined) {
        return { ...bar, item: null };
      }
      laneOf.set(item, index);
      return { ...bar, status: statusOf(item, kinds), item };
    });
    const attempts = bars.filter((bar) => !bar.waiting);
    return {
      key: row.key,
      title: title(row.task),
      round: spokenItem(row.iteration),
      depth: depthOf(row.pointer),
      status: attempts.at(-1)?.status ?? 'running',
      bars,
      retried: attempts.length > 1 || (attempts[0]?.attempt ?? 1) > 1,
    };
  });
  return { from: timeline.from, to: timeline.to, lanes, laneOf };
}

/** Where an attempt stands: one that is at work and does nothing but wait is said to wait. */
export function statusOf(item: HistoryItem, kinds: ReadonlyMap<string, string>): string {
  const waits = waitsForAnswer(item) || (item.status === 'running' && WAITING_KINDS.has(kinds.get(item.pointer) ?? ''));
  return waits ? 'waiting' : item.status;
}

/** The tasks of which an attempt does nothing but wait. */
export function waitingNow(items: readonly HistoryItem[], kinds: ReadonlyMap<string, string>): ReadonlySet<string> {
  const open = items.filter((item) => item.status === 'running');
  return new Set(open.filter((item) => statusOf(item, kinds) === 'waiting').map((item) => item.pointer));
}

/** Loops count from 0, people from 1. */
export function spokenItem(iteration: string): string {
  return iteration
    .split('/')
    .map((index) => (/^\d+$/.test(index) ? String(Number(index) + 1) : index))
    .join('/');
}

/** The attempt to go to from another one: up and down between lines, left and right within one. */
export function neighbour(
  { lanes, laneOf }: Lanes,
  from: HistoryItem | undefined,
  key: string,
  page: number,
): HistoryItem | null {
  const at = from === undefined ? -1 : (laneOf.get(from) ?? -1);
  const last = lanes.length - 1;
  const lines: Partial<Record<string, number>> = {
    ArrowDown: Math.min(last, at + 1),
    ArrowUp: Math.max(0, at - 1),
    PageDown: Math.min(last, at + page),
    PageUp: Math.max(0, at - page),
    Home: 0,
    End: last,
  };
  const line = lines[key];
  if (line !== undefined) {
    return attemptsOf(lanes[line]).at(-1) ?? null;
  }
  const step = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
  const attempts = attemptsOf(lanes[at]);
  const next = attempts.findIndex((item) => item === from) + step;
  return step === 0 ? null : (attempts[next] ?? null);
}

function attemptsOf(lane: Lane | undefined): HistoryItem[] {
  return (lane?.bars ?? []).flatMap(({ item }) => (item === null ? [] : [item]));
}

function depthOf(pointer: string): number {
  return Math.max(0, pointer.split('/').filter((part) => /^\d+$/.test(part)).length - 1);
}

function placeOf(item: HistoryItem): string {
  const from = Date.parse(item.startedAt);
  return place(
    item.pointer,
    item.iteration ?? '',
    item.attempt,
    Number.isNaN(from) ? Date.parse(item.endedAt ?? '') : from,
  );
}

function place(pointer: string, iteration: string, attempt: number, from: number): string {
  return `${pointer} ${iteration} ${String(attempt)} ${String(from)}`;
}
