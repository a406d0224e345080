import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { freshKey } from '../../api/client';
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
  const id = trial?.id ?? null;
  const isOver = trial?.run != null && !isOpen(trial.run.status);
  const news = useRef(true);
  const seen = useCallback(() => {
    news.current = true;
  }, []);
  const stream = useStream(id === null ? null : api.runStream(id), seen);

  useEffect(() => {
    if (id === null || isOver) {
      return undefined;
    }
    const abort = new AbortController();
    let reading = false;
    news.current = true;
    // One look at a time, however fast the run is: it is seen while it goes on, and not only when it pauses.
    const timer = setInterval(() => {
      if (!news.current || reading) {
        return;
      }
      news.current = false;
      reading = true;
      Promise.all([api.run(id, abort.signal), wholeHistory(api, id, abort.signal)]).then(
        ([run, items]) => {
          reading = false;
          setTrial((before) => (before?.id === id ? { ...before, run, items } : before));
          setProblem(null);
        },
        (e: unknown) => {
          reading = false;
          if (!abort.signal.aborted) {
            setProblem(asProblem(e));
          }
        },
      );
    }, READ_AFTER_MS);
    return () => {
      clearInterval(timer);
      abort.abort();
    };
  }, [api, id, isOver]);

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
