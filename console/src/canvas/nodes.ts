import { MarkerType, Position, type Edge, type Node } from '@xyflow/react';
import type { TaskKind } from '../core/definition';
import type { Block, Graph, Link } from '../core/graph';
import type { Layout, Point } from '../core/layout';
import type { Live, LiveState, Mark, Marks } from './overlay';

export interface BlockFace extends Record<string, unknown> {
  block: Block;
  depth: number;
  live: LiveState | undefined;
  mark: Mark | undefined;
  movable: boolean;
}

export interface WayFace extends Record<string, unknown> {
  link: Link;
  points: readonly Point[];
  /** The name of the block after which a new task on this way stands. */
  after: string;
  before: string;
}

export type BlockNode = Node<BlockFace, 'task' | 'frame' | 'mark'>;
export type WayEdge = Edge<WayFace, 'way'>;

/** How a block is spoken of. */
export type Naming = (face: BlockFace) => string;

const MARKS: readonly string[] = ['start', 'end', 'join'];
const ABOVE_FRAMES = 1000;
// Links are drawn along the layout's points; the library only wants to know that they could be fixed somewhere.
const HANDLES = [
  { type: 'source' as const, position: Position.Bottom, x: 0, y: 0, width: 1, height: 1 },
  { type: 'target' as const, position: Position.Top, x: 0, y: 0, width: 1, height: 1 },
];

export function isMark(block: Block): boolean {
  return MARKS.includes(block.kind);
}

/** The kind whose look a block has: what catches and what undoes look like what they belong to. */
export function lookOf(block: Block): TaskKind {
  const { kind } = block;
  if (kind === 'catch') {
    return 'raise';
  }
  return kind === 'undo' || kind === 'start' || kind === 'end' || kind === 'join' ? 'do' : kind;
}

/** Whether a block is a task itself, which can be moved and deleted. */
export function isTask(block: Block): boolean {
  return block.pointer === block.id;
}

/** The blocks of a graph as the library takes them, frames below what they hold. */
export function nodesOf(graph: Graph, layout: Layout, movable: boolean): BlockNode[] {
  const depths = new Map<string, number>();
  return graph.blocks.flatMap((block) => {
    const box = layout.blocks.get(block.id);
    if (box === undefined) {
      return [];
    }
    const depth = block.parent === null ? 0 : (depths.get(block.parent) ?? 0) + 1;
    depths.set(block.id, depth);
    const size = { width: box.width, height: box.height };
    const face: BlockFace = { block, depth, live: undefined, mark: undefined, movable: movable && isTask(block) };
    return {
      id: block.id,
      type: isMark(block) ? 'mark' : block.frame ? 'frame' : 'task',
      position: { x: box.x, y: box.y },
      ...size,
      measured: size,
      handles: HANDLES,
      data: face,
      focusable: !isMark(block),
      draggable: false,
      connectable: false,
      zIndex: block.frame ? depth : ABOVE_FRAMES + depth,
    } satisfies BlockNode;
  });
}

/** The same nodes with what is going on; those about which nothing is said stay as they are. */
export function withOverlay(
  nodes: readonly BlockNode[],
  live: Live | undefined,
  marks: Marks | undefined,
  selected: string | null,
  naming: Naming,
  roleWord: string,
): BlockNode[] {
  return nodes.map((node) => {
    const { block } = node.data;
    const data = { ...node.data, live: live?.get(block.id), mark: marks?.get(block.id) };
    const isSelected = selected !== null && block.id === selected;
    return {
      ...node,
      data: data.live === undefined && data.mark === undefined ? node.data : data,
      selected: isSelected,
      ...(isMark(block) ? {} : { ariaLabel: naming(data) }),
      domAttributes: { 'aria-roledescription': roleWord, ...(isSelected ? { 'aria-current': true as const } : {}) },
    };
  });
}

export function edgesOf(graph: Graph, layout: Layout): WayEdge[] {
  const titles = new Map(graph.blocks.map((block) => [block.id, isMark(block) ? '' : block.title]));
  return graph.links.map((link) => ({
    id: link.id,
    source: link.from,
    target: link.to,
    type: 'way',
    focusable: false,
    selectable: false,
    zIndex: ABOVE_FRAMES - 1,
    markerEnd: { type: MarkerType.ArrowClosed, width: 14, height: 14, color: 'var(--line-strong)' },
    data: {
      link,
      points: layout.links.get(link.id) ?? [],
      after: titles.get(link.from) ?? '',
      before: titles.get(link.to) ?? '',
    },
  }));
}
