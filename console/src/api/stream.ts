import { signedOut } from './client';
import { asProblem, problemOf, type Problem } from './problem';
import { MessageReader, type StreamMessage } from './messageReader';

/** How a live stream is doing. */
export type StreamState = { kind: 'live' } | { kind: 'lost'; problem: Problem; retryInMs: number } | { kind: 'over' };

/** What somebody wants to hear of a stream. */
export interface Listener {
  onMessage: (message: StreamMessage) => void;
  onState: (state: StreamState) => void;
  /** Whether nothing can follow a message: when the server closes the stream behind it, it is over. */
  isLast?: (message: StreamMessage) => boolean;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;
/** The server says something at least every 15 s; a longer silence means that nobody is there. */
const LONGEST_SILENCE_MS = 40_000;

/**
 * Follows a stream of server-sent events until the signal aborts, the server ends it or refuses it for good. A lost
 * connection is taken up behind the last message that was seen, so nothing is missed and nothing comes twice.
 */
export async function follow(path: string, listener: Listener, signal: AbortSignal): Promise<void> {
  let lastId: string | null = null;
  let pause = FIRST_PAUSE_MS;
  let last = false;
  while (!signal.aborted) {
    const reader = new MessageReader();
    try {
      const answer: Response = await fetch(path, {
        headers: { Accept: 'text/event-stream', ...(lastId === null ? {} : { 'Last-Event-ID': lastId }) },
        credentials: 'same-origin',
        cache: 'no-store',
        signal,
      });
      // Of a run that has ended and been told in full there is nothing more to come.
      if (answer.status === 204) {
        listener.onState({ kind: 'over' });
        return;
      }
      if (!answer.ok || answer.body === null) {
        throw await problemOf(answer);
      }
      listener.onState({ kind: 'live' });
      const text: ReadableStreamDefaultReader<string> = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let part = await heard(text); !part.done; part = await heard(text)) {
        for (const message of reader.take(part.value)) {
          listener.onMessage(message);
          lastId = message.id ?? lastId;
          last = listener.isLast?.(message) ?? false;
          pause = FIRST_PAUSE_MS;
        }
      }
      if (last) {
        listener.onState({ kind: 'over' });
        return;
      }
    } catch (e) {
      // Aborted from here while it waited: nobody listens any more.
      if (isAborted(signal)) {
        return;
      }
      const problem = asProblem(e);
      if (problem.status === 401) {
        signedOut.dispatchEvent(new Event('signed-out'));
      }
      if (problem.status >= 400 && problem.status < 500 && problem.status !== 429) {
        listener.onState({ kind: 'lost', problem, retryInMs: Infinity });
        return;
      }
      const wait = problem.retryAfter === null ? pause : problem.retryAfter * 1000;
      listener.onState({ kind: 'lost', problem, retryInMs: wait });
      await delay(wait * (0.75 + Math.random() / 2), signal);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
      continue;
    }
    await delay(pause, signal);
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  }
}

/** The next part of a stream. A network that went away without a word would keep a reader waiting for ever. */
async function heard(text: ReadableStreamDefaultReader<string>): Promise<ReadableStreamReadResult<string>> {
  const silence = setTimeout(() => void text.cancel(), LONGEST_SILENCE_MS);
  try {
    return await text.read();
  } finally {
    clearTimeout(silence);
  }
}

function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}

function delay(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(finish, ms);
    signal.addEventListener('abort', finish, { once: true });
    function finish() {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      done();
    }
  });
}
