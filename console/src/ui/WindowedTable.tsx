import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type ReactNode, type RefObject } from 'react';

export interface Column<T> {
  key: string;
  head: ReactNode;
  cell: (row: T) => ReactNode;
  /** Width as in grid-template-columns. */
  width: string;
  /** Whether narrow windows leave the column out. */
  wideOnly?: boolean;
}

interface Props<T> {
  label: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  rowKey: (row: T) => string;
  /** Called when the last rows come into sight. */
  onEnd?: () => void;
  rowClass?: (row: T) => string;
  /** Told when the table's top comes into sight, and when it leaves it. */
  onTop?: (inSight: boolean) => void;
  /** The part that scrolls, for whoever moves it. */
  frameRef?: RefObject<HTMLDivElement | null>;
}

const ROW_HEIGHT = 36;

/** A table that draws only the rows in sight, so that ten thousand scroll like ten. */
export function WindowedTable<T>({ label, columns, rows, rowKey, onEnd, rowClass, onTop, frameRef }: Props<T>) {
  const ownFrame = useRef<HTMLDivElement>(null);
  const frame = frameRef ?? ownFrame;
  const atTop = useRef(true);
  // The compiler cannot memoise the virtualizer's functions; nothing here hands them on.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 10,
  });
  const visible = virtual.getVirtualItems();
  const lastVisible = visible.at(-1)?.index ?? 0;
  useEffect(() => {
    if (rows.length > 0 && lastVisible >= rows.length - 10) {
      onEnd?.();
    }
  }, [lastVisible, rows.length, onEnd]);
  const wide = columns.map((column) => column.width).join(' ');
  const narrow = columns
    .filter((column) => !column.wideOnly)
    .map((column) => column.width)
    .join(' ');
  return (
    <div
      className="table-frame"
      ref={frame}
      tabIndex={0}
      role="region"
      aria-label={label}
      onScroll={(event) => {
        const inSight = event.currentTarget.scrollTop < ROW_HEIGHT / 2;
        if (inSight !== atTop.current) {
          atTop.current = inSight;
          onTop?.(inSight);
        }
      }}
    >
      <div
        className="table"
        role="table"
        aria-label={label}
        aria-rowcount={rows.length + 1}
        ref={(element) => {
          element?.style.setProperty('--columns-wide', wide);
          element?.style.setProperty('--columns-narrow', narrow);
        }}
      >
        <div role="rowgroup">
          <div className="table-row table-head" role="row" aria-rowindex={1}>
            {columns.map((column) => (
              <div key={column.key} role="columnheader" className={column.wideOnly ? 'wide-only' : ''}>
                {column.head}
              </div>
            ))}
          </div>
        </div>
        <div role="rowgroup" className="table-body" style={{ height: virtual.getTotalSize() }}>
          {visible.map((item) => {
            const row = rows[item.index];
            return row === undefined ? null : (
              <div
                key={rowKey(row)}
                role="row"
                aria-rowindex={item.index + 2}
                className={`table-row ${rowClass?.(row) ?? ''}`}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                {columns.map((column) => (
                  <div key={column.key} role="cell" className={column.wideOnly ? 'wide-only' : ''}>
                    {column.cell(row)}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
