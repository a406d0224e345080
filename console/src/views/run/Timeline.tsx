import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, type KeyboardEvent } from 'react';
import { titleOf } from '../../core/wording';
import type { HistoryItem } from '../../api/types';
import { useWords } from '../../ui/language';
import { statusShape } from '../../ui/StatusMark';
import { duration } from '../../ui/Time';
import { uiWords } from '../../ui/words';
import { depthOf, placeOf, spanOf, ticksOf, type Span } from './bars';
import { keyOf, waitsForAnswer } from './history';
import { spokenItem } from './Panel';
import { runWords } from './words';

interface Props {
  items: readonly HistoryItem[];
  startedAt: string | undefined;
  /** The end of the run, or now while it goes on. */
  end: number;
  live: boolean;
  chosen: HistoryItem | undefined;
  onChoose: (item: HistoryItem) => void;
}

const ROW_HEIGHT = 28;
const DEEPEST_INDENT = 6;

/** What happened when: a row for each attempt, drawn only where somebody looks. Arrow keys walk the rows. */
export function Timeline({ items, startedAt, end, live, chosen, onChoose }: Props) {
  const words = useWords(runWords);
  const frame = useRef<HTMLDivElement>(null);
  const span = useMemo(() => spanOf(items, startedAt, end), [items, startedAt, end]);
  const ticks = useMemo(() => ticksOf(span), [span]);
  // The compiler cannot memoise the virtualizer's functions; nothing here hands them on.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 10,
  });
  const at = chosen === undefined ? -1 : items.indexOf(chosen);
  const seen = useRef('');
  useEffect(() => {
    const key = chosen === undefined ? '' : keyOf(chosen);
    if (at >= 0 && key !== seen.current) {
      virtual.scrollToIndex(at);
    }
    seen.current = key;
  }, [at, chosen, virtual]);
  const walk = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor((frame.current?.clientHeight ?? 0) / ROW_HEIGHT) - 1);
    const next = stepOf(event.key, at, items.length, page);
    const item = next === null ? undefined : items[next];
    if (next !== null && item !== undefined) {
      event.preventDefault();
      virtual.scrollToIndex(next);
      onChoose(item);
    }
  };
  const whole = span.to - span.from;
  return (
    <div
      className="timeline"
      ref={frame}
      role="listbox"
      aria-label={words.timeline}
      aria-activedescendant={at < 0 ? undefined : `attempt-${String(at)}`}
      tabIndex={0}
      onKeyDown={walk}
    >
      <div className="timeline-axis" aria-hidden="true">
        <div className="timeline-scale">
          {ticks.map((tick) => (
            <span key={tick} className="timeline-tick" style={{ left: `${(tick / whole) * 100}%` }}>
              {duration(tick)}
            </span>
          ))}
        </div>
      </div>
      <div className="timeline-rows" role="presentation" style={{ height: virtual.getTotalSize() }}>
        {live ? (
          <div className="timeline-now" aria-hidden="true">
            <span style={{ left: `${((end - span.from) / whole) * 100}%` }} title={words.now} />
          </div>
        ) : null}
        {virtual.getVirtualItems().map(({ index, start }) => {
          const item = items[index];
          return item === undefined ? null : (
            <Row
              key={index}
              id={`attempt-${String(index)}`}
              item={item}
              span={span}
              end={end}
              top={start}
              count={items.length}
              index={index}
              chosen={index === at}
              onChoose={onChoose}
            />
          );
        })}
      </div>
    </div>
  );
}

interface RowProps {
  id: string;
  item: HistoryItem;
  span: Span;
  end: number;
  top: number;
  index: number;
  count: number;
  chosen: boolean;
  onChoose: (item: HistoryItem) => void;
}

function Row({ id, item, span, end, top, index, count, chosen, onChoose }: RowProps) {
  const words = useWords(runWords);
  const { status: names } = useWords(uiWords);
  const status = waitsForAnswer(item) ? 'waiting' : item.status;
  const { left, width } = placeOf(item, span, end);
  const took = (item.endedAt ? Date.parse(item.endedAt) : end) - Date.parse(item.startedAt);
  const title = titleOf(item.task);
  const parts = [
    ...(item.iteration == null ? [] : [words.item(spokenItem(item.iteration))]),
    ...(item.attempt > 1 ? [words.attempt(item.attempt)] : []),
  ];
  const lasted = status === 'skipped' ? '' : duration(took);
  return (
    <div
      id={id}
      role="option"
      aria-selected={chosen}
      aria-posinset={index + 1}
      aria-setsize={count}
      aria-label={words.row([title, ...parts, names[status] ?? status, ...(lasted === '' ? [] : [lasted])])}
      className={`timeline-row status-${status}`}
      style={{ transform: `translateY(${String(top)}px)` }}
      onClick={() => onChoose(item)}
    >
      <div
        className="timeline-name"
        style={{ paddingLeft: 8 + 12 * Math.min(depthOf(item.pointer), DEEPEST_INDENT) }}
        title={title}
      >
        <span className="status-shape">{statusShape(status)}</span>
        <span className="timeline-title">
          <bdi>{title}</bdi>
        </span>
        {parts.length === 0 ? null : <span className="soft">{parts.join(', ')}</span>}
      </div>
      <div className="timeline-lane">
        <span
          className={`timeline-bar${item.endedAt ? '' : ' timeline-open'}`}
          style={{ left: `${left * 100}%`, width: `${width * 100}%` }}
        />
        <span
          className="timeline-took"
          style={left + width > 0.8 ? { right: `${(1 - left) * 100}%` } : { left: `${(left + width) * 100}%` }}
        >
          {lasted}
        </span>
      </div>
    </div>
  );
}

function stepOf(key: string, at: number, count: number, page: number): number | null {
  const last = count - 1;
  switch (key) {
    case 'ArrowDown':
      return Math.min(last, at + 1);
    case 'ArrowUp':
      return Math.max(0, at - 1);
    case 'PageDown':
      return Math.min(last, at + page);
    case 'PageUp':
      return Math.max(0, at - page);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}
