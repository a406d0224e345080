import { useCallback, useEffect, useMemo, useState } from 'react';
import { asProblem, type Problem } from '../../api/problem';
import { isOpen, type HistoryItem, type Run } from '../../api/types';
import type { Definition } from '../../core/definition';
import { execute, isRefusal, setVersion, tryVersion } from '../../core/edits';
import { usePlace } from '../../shell/session';
import { useStream } from '../../shell/useStream';

const READ_AFTER_MS = 150;
const MOST_PAGES = 5;

/** One run of a draft. */
export interface Trial {
  readonly id: string;
  /** The text that was tried, as it stood in the editor. */
  readonly text: string;
  readonly run: Run | null;
  readonly items: readonly HistoryItem[];
}

/** Publishes a draft as a version that nobody else starts, runs it, and follows what happens. */
export function useTrial() {
  const { api } = usePlace();
  const [trial, setTrial] = useState<Trial | null>(null);
  const [starting, setStarting] = useState(false);
  const [problem, setProblem] = useState<Problem | 'layout' | null>(null);
  const [turn, setTurn] = useState(0);
  const id = trial?.id ?? null;
  const isOver = trial?.run != null && !isOpen(trial.run.status);
  const seen = useCallback(() => setTurn((before) => before + 1), []);
  const stream = useStream(id === null ? null : api.runStream(id), seen);

  useEffect(() => {
    if (id === null || isOver) {
      return undefined;
    }
    const abort = new AbortController();
    const timer = setTimeout(() => {
      Promise.all([api.run(id, abort.signal), wholeHistory(api, id, abort.signal)]).then(
        ([run, items]) => {
          setTrial((before) => (before?.id === id ? { ...before, run, items } : before));
          setProblem(null);
        },
        (e: unknown) => {
          if (!abort.signal.aborted) {
            setProblem(asProblem(e));
          }
        },
      );
    }, READ_AFTER_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [api, id, isOver, turn]);

  const start = useCallback(
    async (definition: Definition, input: unknown) => {
      setStarting(true);
      setProblem(null);
      try {
        const version = tryVersion(definition.version, definition.text);
        const edit = setVersion(definition, version);
        if (isRefusal(edit)) {
          setProblem('layout');
          return;
        }
        await api.publish(definition.name, execute(definition.text, edit));
        const started = await api.start(definition.name, input, version, freshKey());
        setTrial({ id: started.value.id, text: definition.text, run: null, items: [] });
      } catch (e) {
        setProblem(asProblem(e));
      } finally {
        setStarting(false);
      }
    },
    [api],
  );
  const cancel = useCallback(() => {
    if (id !== null) {
      api.control(id, 'cancel').then(seen, (e: unknown) => setProblem(asProblem(e)));
    }
  }, [api, id, seen]);
  return useMemo(
    () => ({ trial, starting, problem, stream, isOver, start, cancel, readAgain: seen }),
    [trial, starting, problem, stream, isOver, start, cancel, seen],
  );
}

async function wholeHistory(
  api: ReturnType<typeof usePlace>['api'],
  id: string,
  signal: AbortSignal,
): Promise<HistoryItem[]> {
  const items: HistoryItem[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES; page++) {
    const part: { items: HistoryItem[]; next: string | null } = await api.history(id, cursor, signal);
    items.push(...part.items);
    cursor = part.next;
    if (cursor === null) {
      break;
    }
  }
  return items;
}

/** Random, also where the page did not come over TLS and the browser has no names to give. */
function freshKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
