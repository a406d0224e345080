import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { scale, ticks, type Scale } from '../../core/timeline';
import type { HistoryItem } from '../../api/types';
import { useWords } from '../../ui/language';
import { statusShape } from '../../ui/StatusMark';
import { duration } from '../../ui/Time';
import { uiWords } from '../../ui/words';
import { keyOf } from './history';
import { neighbour, type Lane, type LaneBar, type Lanes } from './lanes';
import { runWords } from './words';
import './timeline.css';

interface Props {
  lanes: Lanes;
  /** The end of the run, or now while it goes on. */
  end: number;
  live: boolean;
  chosen: HistoryItem | undefined;
  onChoose: (item: HistoryItem) => void;
}

const ROW_HEIGHT = 28;
const DEEPEST_INDENT = 6;
/** Room at the right end for what stands behind the last bar. */
const MARGIN = 88;

/** What happened when: a line for each visit of a task, drawn only where somebody looks. Arrow keys walk it. */
export function Timeline({ lanes, end, live, chosen, onChoose }: Props) {
  const words = useWords(runWords);
  const frame = useRef<HTMLDivElement>(null);
  const axis = useRef<HTMLDivElement>(null);
  const width = useWidth(axis) - MARGIN;
  const { from } = lanes;
  const to = Math.max(lanes.to, end, from + 1);
  const marks = useMemo(() => ticks(from, to, width), [from, to, width]);
  const places = useMemo(() => scale({ from, to }, width), [from, to, width]);
  // The compiler cannot memoise the virtualizer's functions; nothing here hands them on.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count: lanes.lanes.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_HEIGHT,
    scrollPaddingStart: ROW_HEIGHT,
    scrollMargin: ROW_HEIGHT,
    overscan: 10,
  });
  const at = chosen === undefined ? undefined : lanes.laneOf.get(chosen);
  const shown = useRef('');
  useEffect(() => {
    const key = chosen === undefined ? '' : keyOf(chosen);
    if (at !== undefined && key !== shown.current) {
      virtual.scrollToIndex(at);
    }
    shown.current = at === undefined ? '' : key;
  }, [at, chosen, virtual]);
  const walk = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor((frame.current?.clientHeight ?? 0) / ROW_HEIGHT) - 2);
    const next = neighbour(lanes, chosen, event.key, page);
    if (next !== null) {
      event.preventDefault();
      onChoose(next);
    }
  };
  return (
    <div
      className="timeline"
      ref={frame}
      role="listbox"
      aria-label={words.timeline}
      aria-activedescendant={chosen === undefined || at === undefined ? undefined : idOf(chosen)}
      tabIndex={0}
      onKeyDown={walk}
    >
      <div className="timeline-axis" aria-hidden="true">
        <div className="timeline-scale" ref={axis}>
          {marks.map((mark) => (
            <span key={mark.value} className="timeline-tick" style={{ left: mark.x }}>
              {mark.value} {mark.unit}
            </span>
          ))}
        </div>
      </div>
      <div className="timeline-rows" role="presentation" style={{ height: virtual.getTotalSize() }}>
        <div className="timeline-lines" aria-hidden="true">
          <div>
            {marks.map((mark) => (
              <span key={mark.value} className="timeline-line" style={{ left: mark.x }} />
            ))}
            {live ? <span className="timeline-now" style={{ left: places.at(end) }} title={words.now} /> : null}
          </div>
        </div>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const lane = lanes.lanes[index];
          return lane === undefined ? null : (
            <Row
              key={lane.key}
              lane={lane}
              places={places}
              width={width}
              end={end}
              top={start - ROW_HEIGHT}
              index={index}
              count={lanes.lanes.length}
              chosen={index === at ? chosen : undefined}
              onChoose={onChoose}
            />
          );
        })}
      </div>
    </div>
  );
}

interface RowProps {
  lane: Lane;
  places: Scale;
  width: number;
  end: number;
  top: number;
  index: number;
  count: number;
  chosen: HistoryItem | undefined;
  onChoose: (item: HistoryItem) => void;
}

function Row({ lane, places, width, end, top, index, count, chosen, onChoose }: RowProps) {
  const words = useWords(runWords);
  const last = lane.bars.findLast((bar) => bar.item !== null);
  const first = lane.bars[0];
  const took = last === undefined || first === undefined ? 0 : (last.to ?? end) - first.from;
  const behind = last === undefined ? 0 : places.span({ ...last, to: last.to ?? end });
  const edge = behind === 0 ? 0 : behind.x + behind.width;
  const name = [lane.title, ...(lane.round === '' ? [] : [words.item(lane.round)])];
  return (
    <div
      role="group"
      aria-label={words.row(name)}
      className={`timeline-row${chosen === undefined ? '' : ' timeline-chosen'}`}
      style={{ transform: `translateY(${String(top)}px)` }}
      onClick={() => {
        if (last?.item != null) {
          onChoose(last.item);
        }
      }}
    >
      <div
        className={`timeline-name status-${lane.status}`}
        style={{ paddingLeft: 8 + 12 * Math.min(lane.depth, DEEPEST_INDENT) }}
        title={lane.title}
        aria-hidden="true"
      >
        <span className="status-shape">{statusShape(lane.status)}</span>
        <span className="timeline-title">
          <bdi>{lane.title}</bdi>
        </span>
        {lane.round === '' ? null : <span className="soft">{words.item(lane.round)}</span>}
      </div>
      <div className="timeline-lane">
        {lane.bars.map((bar) => (
          <BarView
            key={`${String(bar.attempt)} ${String(bar.waiting)}`}
            bar={bar}
            lane={lane}
            places={places}
            end={end}
            index={index}
            count={count}
            chosen={bar.item !== null && bar.item === chosen}
            onChoose={onChoose}
          />
        ))}
        {lane.status === 'skipped' ? null : (
          <span
            className="timeline-took"
            style={edge > width ? { right: MARGIN + width - (behind === 0 ? 0 : behind.x) } : { left: edge }}
            aria-hidden="true"
          >
            {duration(took)}
          </span>
        )}
      </div>
    </div>
  );
}

interface BarProps {
  bar: LaneBar;
  lane: Lane;
  places: Scale;
  end: number;
  index: number;
  count: number;
  chosen: boolean;
  onChoose: (item: HistoryItem) => void;
}

function BarView({ bar, lane, places, end, index, count, chosen, onChoose }: BarProps) {
  const words = useWords(runWords);
  const { status: names } = useWords(uiWords);
  const { x, width } = places.span({ ...bar, to: bar.to ?? end });
  const took = duration((bar.to ?? end) - bar.from);
  const { item } = bar;
  if (item === null) {
    return (
      <span
        className={bar.waiting ? 'timeline-pause' : `timeline-bar status-${bar.status}`}
        style={{ left: x, width }}
        title={took}
        aria-hidden="true"
      />
    );
  }
  const label = words.row([
    lane.title,
    ...(lane.round === '' ? [] : [words.item(lane.round)]),
    ...(lane.retried ? [words.attempt(bar.attempt)] : []),
    names[bar.status] ?? bar.status,
    ...(bar.status === 'skipped' ? [] : [took]),
  ]);
  return (
    <span
      id={idOf(item)}
      role="option"
      aria-selected={chosen}
      aria-posinset={index + 1}
      aria-setsize={count}
      aria-label={label}
      title={label}
      className={`timeline-bar status-${bar.status}${bar.to === null ? ' timeline-open' : ''}`}
      style={{ left: x, width }}
      onClick={(event) => {
        event.stopPropagation();
        onChoose(item);
      }}
    />
  );
}

function idOf(item: HistoryItem): string {
  return `attempt-${keyOf(item)}`;
}

function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(400);
  useEffect(() => {
    const watch = new ResizeObserver(([entry]) => setWidth(Math.round(entry?.contentRect.width ?? 400)));
    if (element.current !== null) {
      watch.observe(element.current);
    }
    return () => watch.disconnect();
  }, [element]);
  return Math.max(160, width);
}
