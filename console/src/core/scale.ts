import type { Bar, Timeline } from './timeline';

/** What is shorter could be neither seen nor pointed at. */
const NARROWEST = 2;

const CLOSEST_TICKS = 80;

export interface Span {
  readonly x: number;
  readonly width: number;
}

/** Where the times of a timeline stand on a line of pixels. */
export interface Scale {
  at: (time: number) => number;
  /** Of a bar, at least two pixels wide and never beyond the end; one that runs reaches to the end. */
  span: (bar: Bar) => Span;
}

/** A line across a timeline: so many units since it began. */
export interface Tick {
  readonly at: number;
  readonly x: number;
  readonly value: number;
  readonly unit: TickUnit;
}

export type TickUnit = 'ms' | 's' | 'min' | 'h' | 'd';

const UNITS: readonly (readonly [TickUnit, number, readonly number[]])[] = [
  ['ms', 1, [1, 2, 5, 10, 20, 50, 100, 200, 500]],
  ['s', 1000, [1, 2, 5, 10, 15, 30]],
  ['min', 60_000, [1, 2, 5, 10, 15, 30]],
  ['h', 3_600_000, [1, 2, 3, 6, 12]],
  ['d', 86_400_000, [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 100_000, 1_000_000, 100_000_000]],
];

export function scale(timeline: Pick<Timeline, 'from' | 'to'>, width: number): Scale {
  const { from, to } = timeline;
  const at = (time: number): number => (to > from ? clamp(((time - from) / (to - from)) * width, 0, width) : 0);
  return {
    at,
    span: (bar) => {
      const x = Math.min(at(bar.from), Math.max(0, width - NARROWEST));
      return { x, width: Math.max(NARROWEST, at(bar.to ?? to) - x) };
    },
  };
}

/** Round times since the beginning, far enough from one another for a word beside each. */
export function ticks(from: number, to: number, width: number): readonly Tick[] {
  const length = to - from;
  const most = Math.max(1, Math.floor(width / CLOSEST_TICKS));
  const step = UNITS.flatMap(([unit, size, values]) => values.map((value) => ({ unit, size, value }))).find(
    ({ size, value }) => length / (size * value) <= most,
  );
  if (step === undefined || !(length > 0)) {
    return [{ at: from, x: 0, value: 0, unit: 'ms' }];
  }
  const { unit, size, value } = step;
  const count = Math.floor(length / (size * value));
  return Array.from({ length: count + 1 }, (_, index) => {
    const at = from + index * size * value;
    return { at, x: ((at - from) / length) * width, value: index * value, unit };
  });
}

function clamp(number: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, number));
}
