import {
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  type AriaLabelConfig,
  type NodeMouseHandler,
  type ReactFlowInstance,
} from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { useCallback, useEffect, useId, useMemo, useRef, type KeyboardEvent } from 'react';
import type { Graph, Place } from '../core/graph';
import type { Box, Layout } from '../core/layout';
import { useWords } from '../ui/language';
import { uiWords } from '../ui/words';
import { ActsContext } from './acts';
import { FrameView, MarkView, TaskView } from './BlockView';
import './drawing.css';
import { neighbour, type Direction } from './geometry';
import { kindWords } from './looks';
import { edgesOf, isMark, isTask, lookOf, nodesOf, withOverlay, type BlockFace, type BlockNode } from './nodes';
import type { Live, Marks } from './overlay';
import { WayView } from './WayView';
import { canvasWords } from './words';
import { ZoomButtons } from './ZoomButtons';

export type { Live, LiveState, Mark, Marks } from './overlay';

interface Props {
  graph: Graph;
  layout: Layout;
  /** What the drawing shows, for those who hear it. */
  label: string;
  /** How each task is doing in a run, by its pointer. */
  live?: Live | undefined;
  /** What differs from another version, by the pointers of the tasks. */
  marks?: Marks | undefined;
  /** The pointer of the task that is looked at; the drawing brings it into view. */
  selected?: string | null;
  onSelect?: (pointer: string) => void;
  /** Enter or a double click; choosing when not given. */
  onOpen?: (pointer: string) => void;
  onInsert?: (place: Place) => void;
  onMove?: (pointer: string, place: Place) => void;
  onDelete?: (pointer: string) => void;
  /** Alt with an arrow: before the task above, or after the one below. */
  onShift?: (pointer: string, by: -1 | 1) => void;
}

const NODE_TYPES = { task: TaskView, frame: FrameView, mark: MarkView };
const EDGE_TYPES = { way: WayView };
const DIRECTIONS: Record<string, Direction> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};
// Millrace says in its notices what it is made of.
const PRO = { hideAttribution: true };
const MOVING_MS = 150;
const SMALLEST_READABLE = 0.6;
const HEAD_HEIGHT = 120;

/** The drawing of a definition. It is a view: whatever is done on it is told, and shows when the definition changed. */
export function Drawing(props: Props) {
  return (
    <ReactFlowProvider>
      <Canvas {...props} />
    </ReactFlowProvider>
  );
}

function Canvas({ graph, layout, label, live, marks, selected = null, ...acts }: Props) {
  const { onSelect, onOpen, onInsert, onMove, onDelete, onShift } = acts;
  const words = useWords(canvasWords);
  const naming = useNaming();
  const hint = useId();
  const flow = useReactFlow();
  const area = useRef<HTMLDivElement>(null);
  const canMove = onMove !== undefined;
  const nodes = useMemo(() => nodesOf(graph, layout, canMove), [graph, layout, canMove]);
  const edges = useMemo(() => edgesOf(graph, layout), [graph, layout]);
  const shown = useMemo(
    () => withOverlay(nodes, live, marks, selected, naming, words.block),
    [nodes, live, marks, selected, naming, words.block],
  );
  const expected = useRef<'chosen' | Box | null>(null);
  const context = useMemo(
    () => ({
      onInsert:
        onInsert &&
        ((place: Place) => {
          expected.current = 'chosen';
          onInsert(place);
        }),
      onMove:
        onMove &&
        ((pointer: string, place: Place) => {
          expected.current = 'chosen';
          onMove(pointer, place);
        }),
    }),
    [onInsert, onMove],
  );
  const latest = useRef(layout);
  useEffect(() => {
    latest.current = layout;
    // Blocks go by their place in the text, so that a change of it takes the focus away from them.
    const wish = expected.current;
    const next = wish === 'chosen' ? selected : wish === null ? null : nearest(graph, layout, wish);
    if (next !== null && layout.blocks.has(next) && isFree(area.current)) {
      expected.current = null;
      reveal(flow, layout.blocks.get(next), area.current);
      focusWhenDrawn(area.current, next);
    }
    // What is chosen matters only when the drawing has changed.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [layout]);
  useEffect(() => {
    if (selected !== null) {
      reveal(flow, latest.current.blocks.get(selected), area.current);
    }
  }, [selected, flow]);
  useEffect(() => {
    const element = area.current;
    if (element === null) {
      return undefined;
    }
    // On a narrow screen the drawing may stand behind another part of the page at first.
    const watch = new ResizeObserver(() => {
      if (element.clientWidth > 0) {
        watch.disconnect();
        void flow.setViewport(firstView(latest.current, element));
      }
    });
    watch.observe(element);
    return () => watch.disconnect();
  }, [flow]);
  const focus = (id: string) => {
    reveal(flow, layout.blocks.get(id), area.current);
    focusWhenDrawn(area.current, id);
  };
  const press = (event: KeyboardEvent) => {
    const id =
      event.target instanceof Element
        ? (event.target.closest<HTMLElement>('.react-flow__node')?.dataset.id ?? null)
        : null;
    const block = id === null ? undefined : graph.blocks.find((each) => each.id === id);
    const box = id === null ? undefined : layout.blocks.get(id);
    if (block === undefined || box === undefined || event.ctrlKey || event.metaKey) {
      return;
    }
    const direction = DIRECTIONS[event.key];
    if (event.altKey) {
      if ((direction === 'up' || direction === 'down') && isTask(block) && onShift !== undefined) {
        event.preventDefault();
        expected.current = 'chosen';
        onShift(block.id, direction === 'up' ? -1 : 1);
      }
      return;
    }
    if (direction !== undefined) {
      event.preventDefault();
      const others = graph.blocks
        .filter((other) => !isMark(other) && other.id !== block.id)
        .flatMap((other) => {
          const its = layout.blocks.get(other.id);
          return its === undefined ? [] : [[other.id, its] as const];
        });
      const next = neighbour(others, box, direction);
      if (next !== undefined) {
        focus(next);
      }
    } else if (event.key === 'Enter' && block.pointer !== undefined) {
      event.preventDefault();
      (onOpen ?? onSelect)?.(block.pointer);
    } else if (event.key === ' ' && block.pointer !== undefined) {
      event.preventDefault();
      onSelect?.(block.pointer);
    } else if ((event.key === 'Delete' || event.key === 'Backspace') && isTask(block) && onDelete !== undefined) {
      event.preventDefault();
      expected.current = box;
      onDelete(block.id);
    } else if ((event.key === 'Insert' || event.key === '+') && onInsert !== undefined) {
      const place = graph.links.find((link) => link.from === block.id && link.place !== null)?.place;
      if (place != null) {
        event.preventDefault();
        context.onInsert?.(place);
      }
    }
  };
  const click = useCallback<NodeMouseHandler<BlockNode>>(
    (_, node) => {
      if (node.data.block.pointer !== undefined && !isMark(node.data.block)) {
        onSelect?.(node.data.block.pointer);
      }
    },
    [onSelect],
  );
  const doubleClick = useCallback<NodeMouseHandler<BlockNode>>(
    (_, node) => {
      if (node.data.block.pointer !== undefined && !isMark(node.data.block)) {
        onOpen?.(node.data.block.pointer);
      }
    },
    [onOpen],
  );
  const spoken = useMemo<Partial<AriaLabelConfig>>(
    () => ({
      'node.a11yDescription.default': words.keys,
      'node.a11yDescription.keyboardDisabled': words.keys,
      'edge.a11yDescription.default': '',
    }),
    [words],
  );
  return (
    <ActsContext value={context}>
      <div className="drawing" role="group" aria-label={label} aria-describedby={hint} ref={area} onKeyDown={press}>
        <p id={hint} className="unseen">
          {words.keys}
        </p>
        <ReactFlow<BlockNode, ReturnType<typeof edgesOf>[number]>
          nodes={shown}
          edges={edges}
          nodeTypes={NODE_TYPES}
          edgeTypes={EDGE_TYPES}
          nodesDraggable={false}
          nodesConnectable={false}
          elementsSelectable={false}
          edgesFocusable={false}
          disableKeyboardA11y
          autoPanOnNodeFocus={false}
          onlyRenderVisibleElements
          proOptions={PRO}
          zIndexMode="manual"
          elevateNodesOnSelect={false}
          deleteKeyCode={null}
          selectionKeyCode={null}
          multiSelectionKeyCode={null}
          panActivationKeyCode={null}
          zoomOnDoubleClick={false}
          panOnScroll
          minZoom={0.05}
          maxZoom={1.5}
          ariaLabelConfig={spoken}
          onNodeClick={click}
          onNodeDoubleClick={doubleClick}
        >
          <ZoomButtons />
        </ReactFlow>
      </div>
    </ActsContext>
  );
}

function useNaming(): (face: BlockFace) => string {
  const kinds = useWords(kindWords);
  const words = useWords(canvasWords);
  const statuses = useWords(uiWords).status;
  return useCallback(
    ({ block, live, mark }: BlockFace) =>
      [
        block.kind === 'catch' ? words.caught : block.kind === 'undo' ? `${words.undo} ${block.title}` : block.title,
        block.kind === 'catch' || block.kind === 'undo' ? block.detail : kinds[lookOf(block)],
        live === undefined ? '' : (statuses[live.status] ?? live.status),
        mark === undefined ? '' : words.marks[mark],
      ]
        .filter((part) => part !== '')
        .join(', '),
    [kinds, words, statuses],
  );
}

/** Brings a block into view when it is not; the drawing stays where it is otherwise. */
function reveal(flow: ReactFlowInstance, box: Box | undefined, area: HTMLElement | null): void {
  const frame = area?.getBoundingClientRect();
  if (box === undefined || frame === undefined || frame.width === 0) {
    return;
  }
  const { x, y, zoom } = flow.getViewport();
  const left = box.x * zoom + x;
  const top = box.y * zoom + y;
  const right = left + Math.min(box.width * zoom, frame.width);
  const bottom = top + Math.min(box.height, HEAD_HEIGHT) * zoom;
  if (left >= 0 && top >= 0 && right <= frame.width && bottom <= frame.height) {
    return;
  }
  void flow.setCenter(box.x + box.width / 2, box.y + Math.min(box.height, HEAD_HEIGHT) / 2, {
    zoom: Math.max(zoom, SMALLEST_READABLE),
    duration: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : MOVING_MS,
  });
}

/** The block that stands where another one stood. */
function nearest(graph: Graph, layout: Layout, place: Box): string | null {
  let best: { id: string; far: number } | null = null;
  for (const block of graph.blocks) {
    const box = layout.blocks.get(block.id);
    if (box !== undefined && !isMark(block)) {
      const far = Math.hypot(box.x + box.width / 2 - place.x - place.width / 2, box.y - place.y);
      best = best === null || far < best.far ? { id: block.id, far } : best;
    }
  }
  return best?.id ?? null;
}

/** Whether nobody is at work elsewhere on the page. */
function isFree(area: HTMLElement | null): boolean {
  const active = document.activeElement;
  return active === null || active === document.body || area?.contains(active) === true;
}

/** A block out of view is drawn only when the view has come to it. */
function focusWhenDrawn(area: HTMLElement | null, id: string, tries = 30): void {
  const element = area?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`);
  if (element) {
    element.focus({ preventScroll: true });
  } else if (tries > 0) {
    requestAnimationFrame(() => focusWhenDrawn(area, id, tries - 1));
  }
}

/** All of a small definition; the beginning of one that would be too small to read. */
function firstView(layout: Layout, area: HTMLElement): { x: number; y: number; zoom: number } {
  const width = area.clientWidth;
  const height = area.clientHeight;
  const whole = Math.min(1, width / layout.width, height / layout.height);
  const zoom = Math.max(whole, Math.min(1, Math.max(SMALLEST_READABLE, Math.min(1, width / layout.width))));
  const start = layout.blocks.values().next().value;
  const axis = start === undefined ? layout.width / 2 : start.x + start.width / 2;
  const fits = layout.width * zoom <= width;
  return {
    zoom,
    x: width / 2 - (fits ? layout.width / 2 : axis) * zoom,
    y: Math.max(0, (height - layout.height * zoom) / 2),
  };
}
