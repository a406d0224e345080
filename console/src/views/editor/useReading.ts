import { useEffect, useMemo, useRef, useState } from 'react';
import { readDefinition, type Reading } from '../../core/definition';
import type { Answer, Question } from './reader.worker';

// Longer texts take so long to read that whoever types would feel it.
const LONG = 20_000;

/** What a text says; of a long text, what the one before said until it is read. */
export interface Read {
  readonly text: string;
  readonly reading: Reading;
}

const NOTHING: Read = { text: '', reading: { ok: false, problems: [] } };

/** Reads a text: a short one at once, a long one beside the page. */
export function useReading(text: string): Read {
  const isLong = text.length > LONG;
  const short = useMemo(() => (isLong ? null : { text, reading: readDefinition(text) }), [isLong, text]);
  const [long, setLong] = useState(NOTHING);
  const worker = useRef<Worker | null>(null);
  const turn = useRef(0);
  useEffect(() => () => worker.current?.terminate(), []);
  useEffect(() => {
    if (!isLong) {
      return undefined;
    }
    worker.current ??= new Worker(new URL('./reader.worker.ts', import.meta.url), { type: 'module' });
    const reader = worker.current;
    const asked = ++turn.current;
    const answer = (event: MessageEvent<Answer>) => {
      if (event.data.turn === asked) {
        setLong({ text, reading: event.data.reading });
      }
    };
    // Without it the page is slower, but it works.
    const fail = () => setLong({ text, reading: readDefinition(text) });
    reader.addEventListener('message', answer);
    reader.addEventListener('error', fail);
    reader.postMessage({ turn: asked, text } satisfies Question);
    return () => {
      reader.removeEventListener('message', answer);
      reader.removeEventListener('error', fail);
    };
  }, [isLong, text]);
  return short ?? long;
}
