import { useState } from 'react';
import { asProblem, type Problem } from '../api/problem';
import type { Page } from '../api/types';
import { useLoad } from './useLoad';

/** A list that is read part by part. */
export interface Pages<T> {
  items: readonly T[] | null;
  problem: Problem | null;
  loading: boolean;
  /** Reads the next part; null when there is none or it is on its way. */
  more: (() => void) | null;
  reload: () => void;
}

interface Further<T> {
  first: Page<T>;
  items: T[];
  next: string | null;
  reading: boolean;
  problem: Problem | null;
}

/**
 * Reads the first part of a list whenever its key changes, and further ones when asked.
 *
 * @param read reads the part behind a cursor; null stands for the first
 */
export function usePages<T>(
  key: string | null,
  read: (cursor: string | null, signal?: AbortSignal) => Promise<Page<T>>,
): Pages<T> {
  const first = useLoad(key, (signal) => read(null, signal));
  const [further, setFurther] = useState<Further<T> | null>(null);
  const behind = further !== null && further.first === first.value ? further : null;
  const next = behind === null ? (first.value?.next ?? null) : behind.next;
  const readMore = () => {
    const start = first.value;
    if (start === null || next === null) {
      return;
    }
    const before = behind ?? { first: start, items: [], next, reading: false, problem: null };
    setFurther({ ...before, reading: true, problem: null });
    read(next).then(
      (page) =>
        setFurther({
          first: start,
          items: [...before.items, ...page.items],
          next: page.next,
          reading: false,
          problem: null,
        }),
      (e: unknown) => setFurther({ ...before, reading: false, problem: asProblem(e) }),
    );
  };
  return {
    items: first.value === null ? null : [...first.value.items, ...(behind?.items ?? [])],
    problem: first.problem ?? behind?.problem ?? null,
    loading: first.loading || behind?.reading === true,
    more: next === null || behind?.reading === true ? null : readMore,
    reload: first.reload,
  };
}
