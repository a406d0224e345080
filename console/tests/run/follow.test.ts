import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Problem } from '../../src/api/problem';
import type { HistoryItem, Page, Run, RunStatus } from '../../src/api/types';
import { isEnd, RunFollow, type RunSource } from '../../src/views/run/follow';
import { at, attempt } from './items';

const run = (status: RunStatus): Run => ({ id: '01abc', workflow: 'order', status, startedAt: at(0), endedAt: null });

const MISSING = new Problem(404, 'Not Found', '');

class Server implements RunSource {
  answer: Run | Problem = MISSING;
  items: HistoryItem[] = [];
  historyProblem: Problem | null = null;
  pagesRead = 0;
  slow = false;

  run(): Promise<Run> {
    return this.answer instanceof Problem ? Promise.reject(this.answer) : Promise.resolve(this.answer);
  }

  history(_id: string, cursor?: string | null): Promise<Page<HistoryItem>> {
    this.pagesRead++;
    if (this.slow) {
      return new Promise(() => undefined);
    }
    if (this.historyProblem !== null) {
      return Promise.reject(this.historyProblem);
    }
    const from = Number(cursor ?? 0);
    const next = from + 2 < this.items.length ? String(from + 2) : null;
    return Promise.resolve({ items: this.items.slice(from, from + 2), next });
  }
}

describe('the page of a run', () => {
  let server: Server;
  let follow: RunFollow;
  const settle = (ms = 1) => vi.advanceTimersByTimeAsync(ms);
  const hear = (event: string, data: object) => follow.take({ event, data: JSON.stringify(data), id: '1' });

  beforeEach(() => {
    vi.useFakeTimers();
    server = new Server();
    follow = new RunFollow(server, '01abc');
  });

  afterEach(() => {
    follow.stop();
    vi.useRealTimers();
  });

  it('waits for a run that was just started, and says so', async () => {
    follow.start();
    await settle();
    expect(follow.snapshot().absent).toBe('yet');
    server.answer = run('running');
    await settle(1000);
    expect(follow.snapshot()).toMatchObject({ absent: null, following: true, run: { status: 'running' } });
  });

  it('gives up on a run that does not come', async () => {
    follow.start();
    await settle(30_000);
    expect(follow.snapshot().absent).toBe('ever');
  });

  it('waits while the engine has not begun', async () => {
    server.answer = { id: '01abc', status: 'pending' };
    follow.start();
    await settle();
    expect(follow.snapshot()).toMatchObject({ following: false, run: { status: 'pending' } });
    server.answer = run('running');
    await settle(1000);
    expect(follow.snapshot().following).toBe(true);
  });

  it('reads the whole history of a run that has ended, page by page', async () => {
    server.answer = run('completed');
    server.items = [1, 2, 3, 4, 5].map((n) => attempt(n, `task${String(n)}`));
    const counts: number[] = [];
    follow.subscribe(() => counts.push(follow.snapshot().items.length));
    follow.start();
    await settle();
    expect(follow.snapshot()).toMatchObject({ reading: false, more: false, following: false });
    expect([...new Set(counts)]).toEqual([0, 2, 4, 5]);
  });

  it('keeps what it has when a page cannot be read', async () => {
    server.answer = run('completed');
    server.historyProblem = new Problem(503, 'Unavailable', '');
    follow.start();
    await settle();
    expect(follow.snapshot()).toMatchObject({ reading: false, problem: { status: 503 }, run: { status: 'completed' } });
  });

  it('shows what the stream tells, a quarter of a second at a time', async () => {
    server.answer = run('running');
    follow.start();
    await settle();
    hear('history', attempt(1, 'ask', { status: 'running', endedAt: null }));
    hear('history', attempt(1, 'ask'));
    hear('run', { status: 'waiting', time: at(5) });
    expect(follow.snapshot().items).toEqual([]);
    await settle(250);
    expect(follow.snapshot()).toMatchObject({ items: [{ status: 'completed' }], run: { status: 'waiting' } });
  });

  it('reads the run once more when its stream is over, for what no message has', async () => {
    server.answer = run('running');
    follow.start();
    await settle();
    hear('history', attempt(1, 'ask'));
    hear('run', { status: 'completed', time: at(9), output: 1 });
    server.answer = { ...run('completed'), usage: { tasks: 1 } };
    follow.heard({ kind: 'over' });
    await settle();
    expect(follow.snapshot()).toMatchObject({
      following: false,
      items: [{ task: 'ask' }],
      run: { usage: { tasks: 1 } },
    });
  });

  it('does not read what the stream has told already', async () => {
    server.answer = run('running');
    follow.start();
    await settle();
    server.answer = run('completed');
    follow.heard({ kind: 'over' });
    await settle();
    expect(server.pagesRead).toBe(0);
  });

  it('leaves off reading pages when the run goes on again', async () => {
    server.answer = run('faulted');
    server.slow = true;
    follow.start();
    await settle();
    expect(follow.snapshot().reading).toBe(true);
    server.answer = run('running');
    follow.reload();
    await settle();
    expect(follow.snapshot()).toMatchObject({ reading: false, following: true });
  });

  it('goes on following when the run was retried before its stream was over', async () => {
    server.answer = run('running');
    follow.start();
    await settle();
    follow.heard({ kind: 'over' });
    expect(follow.snapshot().following).toBe(false);
    await settle();
    expect(follow.snapshot().following).toBe(true);
  });

  it('asks again after its stream was refused', async () => {
    server.answer = run('running');
    follow.start();
    await settle();
    follow.heard({ kind: 'lost', problem: MISSING, retryInMs: Infinity });
    expect(follow.snapshot().following).toBe(false);
    await settle(1000);
    expect(follow.snapshot().following).toBe(true);
  });
});

describe('the last message of a run', () => {
  it.each([
    ['run', 'completed', true],
    ['run', 'waiting', false],
    ['history', 'completed', false],
  ])('%s with status %s: %s', (event, status, last) => {
    expect(isEnd({ event, data: JSON.stringify({ status }), id: null })).toBe(last);
  });
});
