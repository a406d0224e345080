import { BaseEdge, EdgeLabelRenderer, type EdgeProps } from '@xyflow/react';
import { memo, useState, type DragEvent } from 'react';
import type { Place } from '../core/graph';
import { useWords } from '../ui/language';
import { Icon } from '../ui/Icon';
import { DRAGGED, useActs } from './acts';
import { buttonPoint, pathAlong } from './geometry';
import type { WayEdge, WayFace } from './nodes';
import { canvasWords } from './words';

/** The way from one block to the next, its word, and the place at which a task can be put. */
export const WayView = memo(function WayView({ id, data, markerEnd }: EdgeProps<WayEdge>) {
  const { onInsert } = useActs();
  if (data === undefined) {
    return null;
  }
  const { link, points } = data;
  return (
    <>
      <BaseEdge
        id={id}
        path={pathAlong(points)}
        className={`way way-${link.kind}`}
        interactionWidth={0}
        {...(markerEnd === undefined ? {} : { markerEnd })}
      />
      <EdgeLabelRenderer>
        <WayWord face={data} />
        {link.place !== null && onInsert !== undefined ? <Plus face={data} place={link.place} /> : null}
      </EdgeLabelRenderer>
    </>
  );
});

function WayWord({ face: { link, points } }: { face: WayFace }) {
  const words = useWords(canvasWords);
  const [first, second] = points;
  const label = link.kind === 'otherwise' ? words.otherwise : link.kind === 'end' ? words.theEnd : link.label;
  // What catches says its errors in its own head.
  if (label === '' || link.kind === 'caught' || first === undefined || second === undefined) {
    return null;
  }
  const isDown = first.x === second.x;
  // Beside a way down; of a way along the side where it comes back, as many of them leave at the same place.
  const turn = points.at(-2) ?? second;
  const [x, y] = isDown ? [first.x + 6, first.y + 4] : [turn.x - 6, turn.y - 22];
  return (
    <span
      className={`way-word way-word-${link.kind}`}
      style={{ transform: `translate(${x}px, ${y}px) translate(${isDown || turn.x > first.x ? '0' : '-100%'}, 0)` }}
      title={label}
    >
      <bdi>{label}</bdi>
    </span>
  );
}

function Plus({ face, place }: { face: WayFace; place: Place }) {
  const words = useWords(canvasWords);
  const { onInsert, onMove } = useActs();
  const [isOver, setOver] = useState(false);
  const { x, y } = buttonPoint(face.points);
  const label =
    face.after === ''
      ? face.before === ''
        ? words.addFirst
        : words.addBefore(face.before)
      : words.addAfter(face.after);
  const takes = (event: DragEvent) => onMove !== undefined && event.dataTransfer.types.includes(DRAGGED);
  return (
    <button
      type="button"
      className={`plus nodrag nopan ${isOver ? 'plus-over' : ''}`}
      style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
      aria-label={label}
      title={label}
      onClick={() => onInsert?.(place)}
      onDragOver={(event) => {
        if (takes(event)) {
          event.preventDefault();
          setOver(true);
        }
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        if (takes(event)) {
          event.preventDefault();
          onMove?.(event.dataTransfer.getData(DRAGGED), place);
        }
      }}
    >
      <Icon name="plus" />
    </button>
  );
}
