/** A run of lines that are the same in both texts, only in the first, or only in the second. */
export interface LineChange {
  readonly kind: 'same' | 'removed' | 'added';
  readonly lines: readonly string[];
  /** The number of the first of them in the text before, from 1; of added lines that of the line after them. */
  readonly before: number;
  /** The number of the first of them in the text after, from 1; of removed lines that of the line after them. */
  readonly after: number;
}

// Beyond so many differences nobody reads them one by one, and finding the fewest would take seconds.
const MOST_DIFFERENCES = 1500;

/** The lines that differ between two texts, as few as there are; of very different texts, all lines between the ends that are the same. */
export function compareLines(before: string, after: string): readonly LineChange[] {
  const old = before.split(/\r?\n/);
  const now = after.split(/\r?\n/);
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) {
    head++;
  }
  let tail = 0;
  while (tail < old.length - head && tail < now.length - head && old.at(-1 - tail) === now.at(-1 - tail)) {
    tail++;
  }
  const oldMiddle = old.slice(head, old.length - tail);
  const nowMiddle = now.slice(head, now.length - tail);
  const runs = new Runs();
  runs.add('same', old.slice(0, head));
  for (const { kind, line } of fewest(oldMiddle, nowMiddle) ?? everything(oldMiddle, nowMiddle)) {
    runs.add(kind, [line]);
  }
  runs.add('same', tail === 0 ? [] : old.slice(-tail));
  return runs.changes();
}

interface Step {
  readonly kind: LineChange['kind'];
  readonly line: string;
}

function everything(old: readonly string[], now: readonly string[]): Step[] {
  return [
    ...old.map((line) => ({ kind: 'removed', line }) as const),
    ...now.map((line) => ({ kind: 'added', line }) as const),
  ];
}

/** The fewest differences by Myers' greedy algorithm, in O((N + M) D); undefined when there are too many. */
function fewest(old: readonly string[], now: readonly string[]): Step[] | undefined {
  const most = Math.min(old.length + now.length, MOST_DIFFERENCES);
  const offset = most + 1;
  const furthest = new Int32Array(2 * most + 3);
  const trace: Int32Array[] = [];
  for (let depth = 0; depth <= most; depth++) {
    // Only the diagonals that this depth can read are kept: a square of all would be too much.
    trace.push(furthest.slice(offset - depth - 1, offset + depth + 2));
    for (let diagonal = -depth; diagonal <= depth; diagonal += 2) {
      const isDown = goesDown(diagonal, depth, (at) => furthest[offset + at] ?? 0);
      let x = isDown ? (furthest[offset + diagonal + 1] ?? 0) : (furthest[offset + diagonal - 1] ?? 0) + 1;
      while (x < old.length && x - diagonal < now.length && old[x] === now[x - diagonal]) {
        x++;
      }
      furthest[offset + diagonal] = x;
      if (x >= old.length && x - diagonal >= now.length) {
        return path(old, now, trace);
      }
    }
  }
  return undefined;
}

function goesDown(diagonal: number, depth: number, furthest: (diagonal: number) => number): boolean {
  return diagonal === -depth || (diagonal !== depth && furthest(diagonal - 1) < furthest(diagonal + 1));
}

function path(old: readonly string[], now: readonly string[], trace: readonly Int32Array[]): Step[] {
  const steps: Step[] = [];
  let x = old.length;
  let y = now.length;
  for (let depth = trace.length - 1; depth >= 0; depth--) {
    const at = (diagonal: number): number => trace[depth]?.[diagonal + depth + 1] ?? 0;
    const diagonal = x - y;
    const isDown = goesDown(diagonal, depth, at);
    const fromDiagonal = isDown ? diagonal + 1 : diagonal - 1;
    const fromX = depth === 0 ? 0 : at(fromDiagonal);
    const fromY = depth === 0 ? 0 : fromX - fromDiagonal;
    while (x > fromX && y > fromY && x > 0 && y > 0 && old[x - 1] === now[y - 1]) {
      steps.push({ kind: 'same', line: old[--x] ?? '' });
      y--;
    }
    if (depth > 0) {
      steps.push(isDown ? { kind: 'added', line: now[--y] ?? '' } : { kind: 'removed', line: old[--x] ?? '' });
    }
  }
  return steps.reverse();
}

class Runs {
  private readonly runs: { kind: LineChange['kind']; lines: string[]; before: number; after: number }[] = [];
  private before = 1;
  private after = 1;

  add(kind: LineChange['kind'], lines: readonly string[]): void {
    if (lines.length === 0) {
      return;
    }
    const last = this.runs.at(-1);
    if (last?.kind === kind) {
      for (const line of lines) {
        last.lines.push(line);
      }
    } else {
      this.runs.push({ kind, lines: [...lines], before: this.before, after: this.after });
    }
    this.before += kind === 'added' ? 0 : lines.length;
    this.after += kind === 'removed' ? 0 : lines.length;
  }

  changes(): readonly LineChange[] {
    return this.runs;
  }
}
