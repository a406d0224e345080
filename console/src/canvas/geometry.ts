import type { Box, Point } from '../core/layout';

const CORNER = 8;

/** A path along points with round corners. */
export function pathAlong(points: readonly Point[], corner = CORNER): string {
  const [first] = points;
  if (first === undefined) {
    return '';
  }
  let path = `M${first.x},${first.y}`;
  for (let i = 1; i < points.length; i++) {
    const point = points[i];
    const before = points[i - 1];
    const after = points[i + 1];
    if (point === undefined || before === undefined) {
      continue;
    }
    if (after === undefined) {
      path += `L${point.x},${point.y}`;
      continue;
    }
    const radius = Math.min(corner, distance(before, point) / 2, distance(point, after) / 2);
    const into = towards(point, before, radius);
    const out = towards(point, after, radius);
    path += `L${into.x},${into.y}Q${point.x},${point.y} ${out.x},${out.y}`;
  }
  return path;
}

/** The middle of the longest part of a way that goes up or down; of the whole when none does. */
export function buttonPoint(points: readonly Point[]): Point {
  let best: { from: Point; to: Point; length: number } | undefined;
  for (let i = 1; i < points.length; i++) {
    const from = points[i - 1];
    const to = points[i];
    if (from !== undefined && to !== undefined && from.x === to.x) {
      const length = Math.abs(to.y - from.y);
      // The last of equals: a new task goes right before the block that the way leads to.
      if (best === undefined || length >= best.length) {
        best = { from, to, length };
      }
    }
  }
  const from = best?.from ?? points[0] ?? { x: 0, y: 0 };
  const to = best?.to ?? points.at(-1) ?? from;
  return { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
}

export type Direction = 'up' | 'down' | 'left' | 'right';

/** The block that the eye would look for next in a direction; undefined when there is none. */
export function neighbour(
  blocks: Iterable<readonly [string, Box]>,
  from: Box,
  direction: Direction,
): string | undefined {
  const isVertical = direction === 'up' || direction === 'down';
  const sign = direction === 'down' || direction === 'right' ? 1 : -1;
  let best: { id: string; cost: number } | undefined;
  for (const [id, box] of blocks) {
    // Frames are compared by their head, as that is where their name stands.
    const ahead = sign * (isVertical ? box.y - from.y : centre(box) - centre(from));
    const aside = Math.abs(isVertical ? centre(box) - centre(from) : box.y - from.y);
    if (ahead > 1 && (isVertical || aside <= ahead * 2)) {
      const cost = ahead + aside * 2;
      if (best === undefined || cost < best.cost) {
        best = { id, cost };
      }
    }
  }
  return best?.id;
}

function centre(box: Box): number {
  return box.x + box.width / 2;
}

function distance(one: Point, other: Point): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}

function towards(from: Point, to: Point, length: number): Point {
  const whole = distance(from, to);
  const share = whole === 0 ? 0 : length / whole;
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}
