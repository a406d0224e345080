import { use, useCallback, useEffect, useState } from 'react';
import { asProblem, type Problem } from '../api/problem';
import { PlaceContext } from './session';

/** What is there of something that is read from the server. While it is read anew, the old value stays. */
export interface Load<T> {
  value: T | null;
  problem: Problem | null;
  loading: boolean;
  reload: () => void;
}

interface Settled<T> {
  key: string;
  turn: number;
  value: T | null;
  problem: Problem | null;
}

/**
 * Reads something whenever its key changes, on reload, and when somebody has signed in again.
 *
 * @param key says what is read; null reads nothing
 */
export function useLoad<T>(key: string | null, read: (signal: AbortSignal) => Promise<T>): Load<T> {
  const [settled, setSettled] = useState<Settled<T> | null>(null);
  const [turn, setTurn] = useState(0);
  const session = use(PlaceContext)?.session;
  useEffect(() => {
    if (key === null) {
      return undefined;
    }
    const abort = new AbortController();
    read(abort.signal).then(
      (value) => {
        if (!abort.signal.aborted) {
          setSettled({ key, turn, value, problem: null });
        }
      },
      (e: unknown) => {
        if (!abort.signal.aborted) {
          const problem = asProblem(e);
          setSettled((before) => ({ key, turn, value: before?.key === key ? before.value : null, problem }));
        }
      },
    );
    return () => abort.abort();
    // The key stands for everything that read depends on.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key, turn, session]);
  const reload = useCallback(() => setTurn((before) => before + 1), []);
  const current = settled !== null && settled.key === key ? settled : null;
  return {
    value: current?.value ?? null,
    problem: current?.problem ?? null,
    loading: key !== null && current?.turn !== turn,
    reload,
  };
}
