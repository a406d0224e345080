export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * From the lower edge of a block down to the upper edge of another, with one bend when they are not in line: in the gap
 * below the first or in the gap above the second, where no block stands.
 */
export function straight(from: Box, to: Box, bend: 'early' | 'late', gap: number): Point[] {
  const start = { x: middle(from), y: from.y + from.height };
  const end = { x: middle(to), y: to.y };
  if (start.x === end.x) {
    return [start, end];
  }
  const y = bend === 'early' ? start.y + gap / 3 : end.y - gap / 3;
  return [start, { x: start.x, y }, { x: end.x, y }, end];
}

/** From the upper right of a block to the upper left of what stands beside it, above what may stand between them. */
export function level(from: Box, to: Box): Point[] {
  const y = from.y + 8;
  return [
    { x: from.x + from.width, y },
    { x: to.x, y },
  ];
}

/** Along the side of a list, at an x left of all its blocks. */
export function aside(
  from: Box,
  to: Box,
  x: number,
  sizes: { readonly header: number; readonly rowGap: number },
  around: Box | undefined,
): Point[] {
  const inY = to.y + Math.min(to.height, sizes.header) / 2;
  const entry = [
    { x, y: inY },
    { x: to.x, y: inY },
  ];
  if (around !== undefined) {
    // Out of a frame by its lower edge: at its left stand the tasks that are tried.
    const below = around.y + around.height + sizes.rowGap / 4;
    return [{ x: middle(from), y: from.y + from.height }, { x: middle(from), y: below }, { x, y: below }, ...entry];
  }
  const outY = from.y + from.height - Math.min(from.height, sizes.header) / 3;
  return [{ x: from.x, y: outY }, { x, y: outY }, ...entry];
}

/** From the right edge of a block to what stands beside it. */
export function between(from: Box, to: Box, header: number): Point[] {
  const start = { x: from.x + from.width, y: from.y + from.height / 2 };
  const isBelow = to.y >= from.y + from.height;
  if (isBelow) {
    const end = { x: middle(to), y: to.y };
    return [start, { x: end.x, y: start.y }, end];
  }
  const end = { x: to.x, y: to.y + Math.min(to.height, header * 2) / 2 };
  if (start.y === end.y) {
    return [start, end];
  }
  const x = end.x - (end.x - start.x) / 2;
  return [start, { x, y: start.y }, { x, y: end.y }, end];
}

function middle(box: Box): number {
  return box.x + box.width / 2;
}
