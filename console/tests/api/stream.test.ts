import { afterEach, describe, expect, it, vi } from 'vitest';
import { follow, type StreamState } from '../../src/api/stream';

/** A server that gives one answer after the other and notes from where each was asked to go on. */
function serverOf(...answers: (() => Response)[]) {
  const resumedFrom: (string | null)[] = [];
  vi.stubGlobal('fetch', (_: string, init: RequestInit) => {
    resumedFrom.push(new Headers(init.headers).get('Last-Event-ID'));
    const answer = answers.shift();
    return answer ? Promise.resolve(answer()) : Promise.reject(new TypeError('refused'));
  });
  return resumedFrom;
}

const stream =
  (...parts: string[]) =>
  () =>
    new Response(parts.join(''), { status: 200 });
const message = (id: number, data = String(id)) => `event: run\ndata: ${data}\nid: ${id}\n\n`;

async function heard(isLast: (data: string) => boolean) {
  const messages: string[] = [];
  const states: StreamState[] = [];
  await follow(
    '/stream',
    {
      onMessage: ({ data }) => messages.push(data),
      onState: (state) => states.push(state),
      isLast: ({ data }) => isLast(data),
    },
    new AbortController().signal,
  );
  return { messages, states };
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('following a live stream', () => {
  it('goes on behind the last message when the connection is lost', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true, advanceTimeDelta: 1000 });
    const resumedFrom = serverOf(stream(message(1), message(2)), stream(message(3)));

    const { messages } = await heard((data) => data === '3');

    expect(messages).toEqual(['1', '2', '3']);
    expect(resumedFrom).toEqual([null, '2']);
  });

  it('connects anew when nothing is heard for long', async () => {
    vi.useFakeTimers();
    const silent = () => new Response(new ReadableStream<Uint8Array>());
    const resumedFrom = serverOf(silent, stream(message(1)));

    const following = heard((data) => data === '1');
    await vi.advanceTimersByTimeAsync(60_000);
    const { messages } = await following;

    expect(messages).toEqual(['1']);
    expect(resumedFrom).toHaveLength(2);
  });

  it('tries again while the server is away, and says so', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true, advanceTimeDelta: 1000 });
    const unavailable = () => new Response('{"title":"Unavailable","status":503}', { status: 503 });
    serverOf(stream(message(1)), unavailable, stream(message(2)));

    const { messages, states } = await heard((data) => data === '2');

    expect(messages).toEqual(['1', '2']);
    expect(states.map(({ kind }) => kind)).toEqual(['live', 'lost', 'live', 'over']);
  });

  it('ends for good when the server refuses it', async () => {
    serverOf(() => new Response('{"title":"Forbidden","detail":"no","status":403}', { status: 403 }));

    const { states } = await heard(() => false);

    expect(states).toMatchObject([{ kind: 'lost', problem: { status: 403, detail: 'no' }, retryInMs: Infinity }]);
  });

  it('ends when the server closes it behind the last message', async () => {
    const resumedFrom = serverOf(stream(message(1, 'completed')));

    const { states } = await heard((data) => data === 'completed');

    expect(states.at(-1)).toEqual({ kind: 'over' });
    expect(resumedFrom).toHaveLength(1);
  });

  it('ends when the server has nothing more to say', async () => {
    serverOf(() => new Response(null, { status: 204 }));

    const { states } = await heard(() => false);

    expect(states).toEqual([{ kind: 'over' }]);
  });

  it('goes on when what seemed to be the last message was not', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true, advanceTimeDelta: 1000 });
    const resumedFrom = serverOf(stream(message(1, 'faulted'), message(2, 'running')), stream(message(3, 'completed')));

    const { messages } = await heard((data) => data === 'faulted' || data === 'completed');

    expect(messages).toEqual(['faulted', 'running', 'completed']);
    expect(resumedFrom).toEqual([null, '2']);
  });
});
