import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Problem } from '../../src/api/problem';
import type { StreamState } from '../../src/api/stream';
import type { Page, Run, RunStatus } from '../../src/api/types';
import { RunFeed, type RunSource } from '../../src/views/runs/feed';
import { NO_FILTERS } from '../../src/views/runs/filters';

const LIVE: StreamState = { kind: 'live' };
const LOST: StreamState = { kind: 'lost', problem: new Problem(0, 'unreachable', ''), retryInMs: 500 };

const startOf = (n: number) => new Date(Date.parse('2026-05-04T12:00:00Z') + n * 1000).toISOString();

// Ids without a time in them, as of runs started with an idempotency key.
const run = (n: number, status: RunStatus = 'running'): Run => ({
  id: `z${String(n).padStart(25, '0')}`,
  workflow: 'order',
  status,
  startedAt: startOf(n),
});

/** A server with so many runs that pages of two are needed. */
class Server implements RunSource {
  all: Run[] = [];
  asked = 0;
  away = false;

  runs(_filter: unknown, limit: number, cursor?: string | null): Promise<Page<Run>> {
    this.asked++;
    if (this.away) {
      return Promise.reject(new Problem(503, 'Unavailable', ''));
    }
    const from = Number(cursor ?? 0);
    const items = this.all.slice(from, from + Math.min(limit, 2));
    const next = from + items.length < this.all.length ? String(from + items.length) : null;
    return Promise.resolve({ items, next });
  }
}

describe('the feed of the runs', () => {
  let server: Server;
  let feed: RunFeed;
  const settle = () => vi.advanceTimersByTimeAsync(1);
  const shown = () => feed.snapshot().rows.map((row) => Number(row.id.slice(1)));
  const message = (n: number, status: string) =>
    feed.take({ event: 'run', data: JSON.stringify({ id: run(n).id, status, time: startOf(90) }), id: '0-1' });

  beforeEach(async () => {
    vi.useFakeTimers({ now: Date.parse(startOf(100)) });
    server = new Server();
    server.all = [5, 4, 3, 2, 1].map((n) => run(n));
    feed = new RunFeed(server, NO_FILTERS);
    feed.start();
    await settle();
  });

  afterEach(() => {
    feed.stop();
    vi.useRealTimers();
  });

  it('reads older runs page by page', async () => {
    expect([shown(), feed.snapshot().more]).toEqual([[5, 4], true]);
    feed.loadMore();
    await settle();
    feed.loadMore();
    await settle();
    expect([shown(), feed.snapshot().more]).toEqual([[5, 4, 3, 2, 1], false]);
  });

  it('shows messages together after a quarter of a second', async () => {
    const drawn = vi.fn();
    feed.subscribe(drawn);
    message(5, 'waiting');
    message(4, 'completed');
    message(5, 'running');
    expect(drawn).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(250);
    expect(drawn).toHaveBeenCalledTimes(1);
    expect(feed.snapshot().rows.map((row) => row.status)).toEqual(['running', 'completed']);
  });

  it('reads again when a run comes of which only the server knows the start', async () => {
    server.all.unshift(run(6));
    message(6, 'running');
    await vi.advanceTimersByTimeAsync(250);
    await settle();
    expect(shown()).toEqual([6, 5, 4]);
  });

  it('asks once every few seconds, however many such runs come', async () => {
    const before = server.asked;
    for (let n = 10; n < 40; n++) {
      message(n, 'running');
      await vi.advanceTimersByTimeAsync(250);
    }
    expect(server.asked - before).toBeLessThanOrEqual(4);
  });

  it('misses nothing between its first page and the first moment of the stream', async () => {
    server.all.unshift(run(6));
    feed.heard(LIVE);
    await settle();
    expect(shown()).toEqual([6, 5, 4]);
  });

  it('reads all that it shows again after a loss', async () => {
    feed.loadMore();
    await settle();
    feed.heard(LOST);
    server.all = [run(6), ...[5, 4, 3, 2, 1].map((n) => run(n, 'completed'))];
    feed.heard(LIVE);
    await settle();
    expect(feed.snapshot().rows.filter((row) => row.status === 'completed').length).toBe(3);
    expect(shown()[0]).toBe(6);
  });

  it('begins anew after a long loss', async () => {
    feed.loadMore();
    await settle();
    feed.heard(LOST);
    server.all = [9, 8, 7, 6].map((n) => run(n));
    await vi.advanceTimersByTimeAsync(61_000);
    feed.heard(LIVE);
    await settle();
    expect(shown()).toEqual([9, 8]);
  });

  it('keeps what is there when older runs cannot be read, and goes on when asked', async () => {
    server.away = true;
    feed.loadMore();
    await settle();
    expect([shown(), feed.snapshot().problem?.status]).toEqual([[5, 4], 503]);
    // While the problem stands, scrolling does not ask again and again
    const asked = server.asked;
    feed.loadMore();
    expect(server.asked).toBe(asked);
    server.away = false;
    feed.tryAgain();
    await settle();
    expect([shown(), feed.snapshot().problem]).toEqual([[5, 4, 3, 2], null]);
  });
});
