import type { HistoryItem } from '../../api/types';

/** What the timeline shows: from when to when, in milliseconds. */
export interface Span {
  from: number;
  to: number;
}

/** The span of a run: from its start to its end, or to now while it goes on; never empty. */
export function spanOf(items: readonly HistoryItem[], startedAt: string | undefined, end: number): Span {
  let from = Date.parse(startedAt ?? '');
  let to = end;
  for (const item of items) {
    const began = Date.parse(item.startedAt);
    from = Number.isNaN(from) || began < from ? began : from;
    to = item.endedAt ? Math.max(to, Date.parse(item.endedAt)) : to;
  }
  return { from, to: Math.max(to, from + 1) };
}

/** Where a bar begins and how wide it is, as parts of the span. */
export function placeOf(item: HistoryItem, span: Span, end: number): { left: number; width: number } {
  const whole = span.to - span.from;
  const began = Date.parse(item.startedAt) || span.from;
  const ended = item.endedAt ? Date.parse(item.endedAt) : Math.max(end, began);
  return { left: clamp((began - span.from) / whole), width: clamp((ended - began) / whole) };
}

const STEPS = [1, 2, 5];

/** Round distances from the start at which the axis has marks, at most so many. */
export function ticksOf(span: Span, most = 6): number[] {
  const whole = span.to - span.from;
  let step = 1;
  for (let power = 1, at = 0; whole / step > most; at++) {
    if (at > 0 && at % STEPS.length === 0) {
      power *= 10;
    }
    step = (STEPS[at % STEPS.length] ?? 1) * power;
  }
  return Array.from({ length: Math.floor(whole / step) + 1 }, (_, index) => index * step);
}

/** How deep a task stands: how many tasks hold it. */
export function depthOf(pointer: string): number {
  return Math.max(0, pointer.split('/').filter((part) => /^\d+$/.test(part)).length - 1);
}

function clamp(part: number): number {
  return Math.min(1, Math.max(0, part));
}
