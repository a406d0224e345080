import type { Block, Graph, Link } from './graph';
import { aside, between, level, straight } from './routes';
import type { Box, Point } from './routes';

export type { Box, Point } from './routes';

export interface Sizes {
  readonly block: { readonly width: number; readonly height: number };
  /** The small blocks where lists begin and end. */
  readonly mark: number;
  readonly join: { readonly width: number; readonly height: number };
  /** Between two blocks one above the other; room for a word and a button. */
  readonly rowGap: number;
  /** Between two blocks side by side. */
  readonly columnGap: number;
  readonly padding: number;
  readonly header: number;
  /** Between two jumps that go along the side of a list. */
  readonly lane: number;
}

export const SIZES: Sizes = {
  block: { width: 232, height: 60 },
  mark: 20,
  join: { width: 96, height: 20 },
  rowGap: 48,
  columnGap: 32,
  padding: 20,
  header: 36,
  lane: 14,
};

export interface Layout {
  readonly width: number;
  readonly height: number;
  /** Absolute, by the id of the block. */
  readonly blocks: ReadonlyMap<string, Box>;
  /** Absolute, by the id of the link: from the edge of one block to the edge of the other. */
  readonly links: ReadonlyMap<string, readonly Point[]>;
}

/** More than so many jumps side by side share a lane: nobody could tell them apart in any case. */
const MOST_LANES = 12;

/** Where the blocks of a graph stand, from top to bottom; the same graph always gives the same layout. */
export function layOut(graph: Graph, sizes: Sizes = SIZES): Layout {
  return new Arrangement(graph, sizes).layout();
}

/** A block with what stands beside it in the same row: what undoes the task, and the end of the run. */
interface Cell {
  readonly block: Block;
  readonly width: number;
  readonly height: number;
  readonly beside: readonly Cell[];
  /** With what stands beside. */
  readonly fullWidth: number;
  readonly fullHeight: number;
  readonly content: Content | undefined;
}

interface Content {
  readonly width: number;
  readonly height: number;
  readonly rows: readonly Cell[];
  /** Whether the rows between the first and the last stand side by side. */
  readonly lanes: boolean;
  /** What catches the errors of a try, at its right. */
  readonly handler: Cell | undefined;
  /** From the left edge to the middle of the rows. */
  readonly axis: number;
}

class Arrangement {
  private readonly byId: ReadonlyMap<string, Block>;
  private readonly children = new Map<string | null, Block[]>();
  private readonly attached = new Map<string, Block[]>();
  private readonly columnLinks = new Map<string | null, Link[]>();
  private readonly lane = new Map<string, number>();
  private readonly boxes = new Map<string, Box>();
  private readonly left = new Map<string | null, number>();

  constructor(
    private readonly graph: Graph,
    private readonly sizes: Sizes,
  ) {
    this.byId = new Map(graph.blocks.map((block) => [block.id, block]));
    for (const block of graph.blocks) {
      const main = this.attachedTo(block);
      if (main === undefined) {
        put(this.children, block.parent, block);
      } else if (block.kind === 'end') {
        // Next to the task, so that the way there is not through what undoes it.
        this.attached.set(main, [block, ...(this.attached.get(main) ?? [])]);
      } else {
        put(this.attached, main, block);
      }
    }
    for (const link of graph.links) {
      put(this.columnLinks, this.columnOf(link), link);
    }
  }

  layout(): Layout {
    const { padding } = this.sizes;
    const content = this.content(null);
    this.place(content, null, padding, padding);
    const links = new Map(this.graph.links.map((link) => [link.id, this.route(link)]));
    return { width: content.width + 2 * padding, height: content.height + 2 * padding, blocks: this.boxes, links };
  }

  /** The task beside which a block stands; undefined of one that has a row of its own. */
  private attachedTo(block: Block): string | undefined {
    const { pointer } = block;
    const isBeside =
      pointer !== undefined &&
      pointer !== block.parent &&
      (block.kind === 'undo' || (block.kind === 'end' && block.id === `${pointer}#end`));
    return isBeside ? pointer : undefined;
  }

  private columnOf(link: Link): string | null {
    return this.byId.get(link.to)?.parent ?? null;
  }

  private content(frame: string | null): Content {
    const children = this.children.get(frame) ?? [];
    const kind = frame === null ? undefined : this.byId.get(frame)?.kind;
    const handler = children.find((block) => block.kind === 'catch');
    const rows = children.filter((block) => block !== handler).map((block) => this.cell(block));
    const caught = handler && this.cell(handler);
    return kind === 'fork' ? this.sideBySide(rows) : this.column(frame, rows, caught);
  }

  private column(frame: string | null, rows: readonly Cell[], handler: Cell | undefined): Content {
    const { columnGap, rowGap } = this.sizes;
    const half = Math.max(0, ...maxima(rows, (row) => row.width / 2));
    const right = Math.max(0, ...maxima(rows, (row) => row.fullWidth - row.width / 2));
    const gutter = this.assignLanes(frame, rows) * this.sizes.lane;
    const height = rows.reduce((sum, row) => sum + row.fullHeight, 0) + rowGap * Math.max(0, rows.length - 1);
    const side = handler === undefined ? 0 : columnGap + handler.fullWidth;
    const sideHeight = handler === undefined ? 0 : handler.fullHeight + 2 * (rowGap + this.sizes.mark);
    return {
      width: gutter + half + right + side,
      height: Math.max(height, sideHeight),
      rows,
      lanes: false,
      handler,
      axis: gutter + half,
    };
  }

  private sideBySide(rows: readonly Cell[]): Content {
    const { columnGap, rowGap, join } = this.sizes;
    const branches = rows.slice(1, -1);
    const wide = branches.reduce((sum, row) => sum + row.fullWidth, 0) + columnGap * Math.max(0, branches.length - 1);
    const high = Math.max(0, ...maxima(branches, (row) => row.fullHeight));
    const ends = (rows[0]?.height ?? 0) + (rows.at(-1)?.height ?? 0);
    const width = Math.max(wide, join.width);
    const gaps = branches.length === 0 ? 1 : 2;
    return { width, height: ends + high + gaps * rowGap, rows, lanes: true, handler: undefined, axis: width / 2 };
  }

  private cell(block: Block): Cell {
    const { columnGap, padding, header } = this.sizes;
    const content = block.frame ? this.content(block.id) : undefined;
    const own = this.ownSize(block);
    const width = content === undefined ? own.width : Math.max(own.width, content.width + 2 * padding);
    const height = content === undefined ? own.height : header + content.height + padding;
    const beside = (this.attached.get(block.id) ?? []).map((other) => this.cell(other));
    return {
      block,
      width,
      height,
      beside,
      fullWidth: beside.reduce((sum, other) => sum + columnGap + other.width, width),
      fullHeight: Math.max(height, ...beside.map((other) => other.height)),
      content,
    };
  }

  private ownSize(block: Block): { width: number; height: number } {
    const { mark, join, block: task } = this.sizes;
    if (block.kind === 'start' || block.kind === 'end') {
      return { width: mark, height: mark };
    }
    return block.kind === 'join' ? join : task;
  }

  /** Gives each jump of a column a lane at its side, shorter ones nearer to the blocks; answers how many there are. */
  private assignLanes(frame: string | null, rows: readonly Cell[]): number {
    const row = new Map(rows.map((cell, index) => [cell.block.id, index]));
    const straightTo = new Set<number>();
    const jumps: { id: string; from: number; to: number }[] = [];
    for (const link of this.columnLinks.get(frame) ?? []) {
      const isFromHandler = this.byId.get(link.from)?.kind === 'catch' && !row.has(link.from);
      const from = row.get(isFromHandler ? (this.byId.get(link.from)?.parent ?? '') : link.from);
      const to = row.get(link.to);
      if (from === undefined || to === undefined || (isFromHandler && rows[from]?.block.id === frame)) {
        continue;
      }
      if (to === from + 1 && !isFromHandler && !straightTo.has(from)) {
        straightTo.add(from);
      } else {
        jumps.push({ id: link.id, from: Math.min(from, to), to: Math.max(from, to) });
      }
    }
    jumps.sort((one, other) => one.to - one.from - (other.to - other.from) || one.from - other.from);
    const lanes: { from: number; to: number }[][] = [];
    for (const jump of jumps) {
      const free = lanes.findIndex((taken) => taken.every((other) => other.to < jump.from || other.from > jump.to));
      const lane = free >= 0 ? free : Math.min(lanes.length, MOST_LANES - 1);
      (lanes[lane] ??= []).push(jump);
      this.lane.set(jump.id, lane);
    }
    return lanes.length === 0 ? 0 : lanes.length + 1;
  }

  private place(content: Content, frame: string | null, x: number, y: number): void {
    const { rowGap, columnGap } = this.sizes;
    const axis = x + content.axis;
    this.left.set(frame, axis - Math.max(0, ...maxima(content.rows, (row) => row.width / 2)));
    const branches = content.lanes ? content.rows.slice(1, -1) : [];
    let top = y;
    for (const row of content.lanes ? content.rows.slice(0, 1) : content.rows) {
      // The end of a try waits for the longer of what is tried and what catches.
      const isEnd = content.handler !== undefined && row === content.rows.at(-1);
      this.put(row, axis - row.width / 2, isEnd ? y + content.height - row.height : top);
      top += row.fullHeight + rowGap;
    }
    if (content.lanes) {
      const wide = branches.reduce((sum, row) => sum + row.fullWidth + columnGap, -columnGap);
      let left = axis - wide / 2;
      for (const branch of branches) {
        this.put(branch, left, top);
        left += branch.fullWidth + columnGap;
      }
      const last = content.rows.at(-1);
      if (last !== undefined && content.rows.length > 1) {
        this.put(last, axis - last.width / 2, y + content.height - last.height);
      }
    }
    if (content.handler !== undefined) {
      this.put(content.handler, x + content.width - content.handler.fullWidth, y + this.sizes.mark + rowGap);
    }
  }

  private put(cell: Cell, x: number, y: number): void {
    const { padding, header, columnGap } = this.sizes;
    this.boxes.set(cell.block.id, { x, y, width: cell.width, height: cell.height });
    if (cell.content !== undefined) {
      const spare = cell.width - 2 * padding - cell.content.width;
      this.place(cell.content, cell.block.id, x + padding + spare / 2, y + header);
    }
    let left = x + cell.width + columnGap;
    for (const other of cell.beside) {
      const top = other.block.kind === 'end' ? y + (cell.height - other.height) / 2 : y;
      this.put(other, left, top);
      left += other.width + columnGap;
    }
  }

  private route(link: Link): Point[] {
    const from = this.boxes.get(link.from);
    const to = this.boxes.get(link.to);
    if (from === undefined || to === undefined) {
      return [];
    }
    const lane = this.lane.get(link.id);
    if (lane !== undefined) {
      const edge = (this.left.get(this.columnOf(link)) ?? 0) - this.sizes.lane * (lane + 1);
      const source = this.byId.get(link.from);
      const around = source?.kind === 'catch' && source.parent !== null ? this.boxes.get(source.parent) : undefined;
      return aside(from, to, edge, this.sizes, around);
    }
    if (link.kind === 'undo') {
      return level(from, to);
    }
    const target = this.byId.get(link.to);
    if (target?.kind === 'catch' || (target !== undefined && this.attachedTo(target) !== undefined)) {
      return between(from, to, this.sizes.header);
    }
    const isFromStart = this.byId.get(link.from)?.kind === 'start';
    return straight(from, to, isFromStart ? 'early' : 'late', this.sizes.rowGap);
  }
}

function put<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key);
  if (values === undefined) {
    map.set(key, [value]);
  } else {
    values.push(value);
  }
}

/** One number at most, so that a long list is no long list of arguments. */
function maxima<T>(items: readonly T[], size: (item: T) => number): number[] {
  return items.length === 0 ? [] : [items.reduce((most, item) => Math.max(most, size(item)), 0)];
}
