import { use, useEffect, useRef, useState } from 'react';
import type { StreamMessage } from '../api/messageReader';
import { follow, type StreamState } from '../api/stream';
import { PlaceContext } from './session';

/**
 * Follows a live stream as long as the view stands; one that was refused, again when somebody has signed in.
 *
 * @param path address of the stream; null follows nothing
 * @returns how the stream is doing; null before the first answer
 */
export function useStream(
  path: string | null,
  onMessage: (message: StreamMessage) => void,
  isLast?: (message: StreamMessage) => boolean,
): StreamState | null {
  const [state, setState] = useState<{ path: string; state: StreamState } | null>(null);
  const session = use(PlaceContext)?.session;
  const latest = useRef({ onMessage, isLast });
  useEffect(() => {
    latest.current = { onMessage, isLast };
  });
  useEffect(() => {
    if (path === null) {
      return undefined;
    }
    const abort = new AbortController();
    void follow(
      path,
      {
        onMessage: (message) => latest.current.onMessage(message),
        onState: (next) => setState({ path, state: next }),
        isLast: (message) => latest.current.isLast?.(message) ?? false,
      },
      abort.signal,
    );
    return () => {
      abort.abort();
      // The same stream may be followed again later, and is not over then.
      setState(null);
    };
  }, [path, session]);
  return state !== null && state.path === path ? state.state : null;
}
