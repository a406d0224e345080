import { useWords } from './language';
import { uiWords } from './words';

const SHAPES: Record<string, string> = {
  pending: '◌',
  running: '◐',
  waiting: '◔',
  suspended: '❚❚',
  completed: '●',
  faulted: '▲',
  cancelled: '○',
  skipped: '–',
  retrying: '↻',
};

/** The shape that stands for a status, so that colour is never alone. */
export function statusShape(status: string): string {
  return SHAPES[status] ?? '◇';
}

/** A status by shape, colour and word. */
export function StatusMark({ status, terse = false }: { status: string; terse?: boolean }) {
  const words = useWords(uiWords);
  const name = words.status[status] ?? status;
  return (
    <span className={`status status-${status}`} title={terse ? name : undefined}>
      <span aria-hidden="true" className="status-shape">
        {statusShape(status)}
      </span>
      <span className={terse ? 'unseen' : ''}>{name}</span>
    </span>
  );
}
