import type { StreamState } from '../api/stream';
import { useWords } from '../ui/language';
import { shellWords } from './words';

/** Says whether what is shown is live. */
export function LiveMark({ state }: { state: StreamState | null }) {
  const words = useWords(shellWords);
  if (state === null || state.kind === 'over') {
    return null;
  }
  return (
    <span className={`live live-${state.kind}`} role="status">
      {state.kind === 'live' ? words.live : words.reconnecting}
    </span>
  );
}
