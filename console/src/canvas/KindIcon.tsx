import type { TaskKind } from '../core/definition';
import { LOOKS } from './looks';

/** The picture of a kind of task in its colour; the word stands beside it. */
export function KindIcon({ kind }: { kind: TaskKind }) {
  const { icon, tone } = LOOKS[kind];
  return (
    <span className={`kind-icon tone-${tone}`} aria-hidden="true">
      <svg viewBox="0 0 20 20" width="18" height="18" focusable="false">
        <path
          d={icon}
          fill="none"
          stroke="currentColor"
          strokeWidth="1.6"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
    </span>
  );
}
