import type { StreamMessage } from '../../api/messageReader';
import { asProblem, type Problem } from '../../api/problem';
import type { StreamState } from '../../api/stream';
import { isOpen, type HistoryItem, type Page, type Run, type RunStatus } from '../../api/types';
import { RunHistory } from './history';

/** Where one run is read. */
export interface RunSource {
  run: (id: string, signal?: AbortSignal) => Promise<Run>;
  history: (id: string, cursor?: string | null, signal?: AbortSignal) => Promise<Page<HistoryItem>>;
}

/** What is known of the run. */
export interface RunState {
  run: Run | null;
  items: readonly HistoryItem[];
  /** Whether the run is not there: it may still come, or there is none. */
  absent: 'yet' | 'ever' | null;
  /** Whether its stream is wanted. */
  following: boolean;
  /** Whether history is on its way. */
  reading: boolean;
  /** Whether there is more of it than anybody wants at once. */
  more: boolean;
  problem: Problem | null;
}

const BATCH_MS = 250;
/** Longest work before the page draws and listens again. */
const SLICE_MS = 30;
const APPEAR_WITHIN_MS = 15_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 5000;
const ITEMS_AT_ONCE = 20_000;

interface RunMessage {
  status: RunStatus;
  time: string;
  workflow?: string;
  version?: string;
  output?: unknown;
  error?: Run['error'];
}

/** Keeps one run up to date: its stream while it goes on, the pages of its history once it has ended. */
export class RunFollow {
  private readonly history = new RunHistory();
  private readonly listeners = new Set<() => void>();
  private abort = new AbortController();
  private state: RunState = {
    run: null,
    items: [],
    absent: null,
    following: false,
    reading: false,
    more: false,
    problem: null,
  };
  private cursor: string | null = null;
  private wholeHistory = false;
  private buffer: StreamMessage[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private againTimer: ReturnType<typeof setTimeout> | undefined;
  private pause = FIRST_PAUSE_MS;
  private since = 0;

  constructor(
    private readonly source: RunSource,
    private readonly id: string,
    private readonly now: () => number = Date.now,
  ) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): RunState => this.state;

  start(): void {
    this.abort = new AbortController();
    this.since = this.now();
    this.pause = FIRST_PAUSE_MS;
    void this.read();
  }

  stop(): void {
    this.abort.abort();
    clearTimeout(this.timer);
    clearTimeout(this.againTimer);
    this.timer = undefined;
    this.buffer = [];
    this.show({ following: false, reading: false });
  }

  /** Reads the run anew, as after something was done with it. */
  readonly reload = (): void => {
    this.stop();
    this.show({ problem: null, absent: null });
    this.start();
  };

  /** Goes on reading a history that was too long to read at once. */
  readonly readMore = (): void => {
    void this.pages();
  };

  take(message: StreamMessage): void {
    this.buffer.push(message);
    this.timer ??= setTimeout(() => this.flush(), BATCH_MS);
  }

  heard(stream: StreamState | null): void {
    if (stream?.kind === 'over') {
      this.flush(Infinity);
      this.wholeHistory = true;
      // The end brings figures that no message has; and a run that was retried meanwhile goes on.
      this.show({ following: false });
      void this.read();
    } else if (stream?.kind === 'lost' && stream.retryInMs === Infinity) {
      this.show({ following: false });
      this.again();
    }
  }

  private flush(within = SLICE_MS): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const until = performance.now() + within;
    let taken = 0;
    for (const message of this.buffer) {
      this.accept(message);
      taken++;
      if (performance.now() > until) {
        break;
      }
    }
    this.buffer = this.buffer.slice(taken);
    if (this.buffer.length > 0) {
      this.timer = setTimeout(() => this.flush(), 0);
    }
    this.show({});
  }

  private accept(message: StreamMessage): void {
    if (message.event === 'history') {
      this.history.take(JSON.parse(message.data) as HistoryItem);
    } else if (message.event === 'run' && this.state.run !== null) {
      const said = JSON.parse(message.data) as RunMessage;
      const { run } = this.state;
      this.state = {
        ...this.state,
        run: {
          ...run,
          status: said.status,
          error: said.error ?? null,
          endedAt: isOpen(said.status) ? null : said.time,
          ...(said.output === undefined ? {} : { output: said.output }),
        },
      };
    }
  }

  private async read(): Promise<void> {
    const { signal } = this.abort;
    try {
      const run = await this.source.run(this.id, signal);
      if (signal.aborted) {
        return;
      }
      // Until the engine has begun, the server knows the id alone.
      const begun = run.startedAt != null;
      this.show({ run, absent: null, problem: null, following: begun && isOpen(run.status) });
      if (!begun) {
        this.again();
      } else if (!isOpen(run.status) && !this.wholeHistory) {
        await this.pages();
      }
    } catch (e) {
      if (!signal.aborted) {
        this.refused(asProblem(e));
      }
    }
  }

  private refused(problem: Problem): void {
    if (problem.status !== 404 || this.state.run !== null) {
      this.show({ problem });
    } else if (this.now() - this.since < APPEAR_WITHIN_MS) {
      this.show({ absent: 'yet' });
      this.again();
    } else {
      this.show({ absent: 'ever' });
    }
  }

  private again(): void {
    clearTimeout(this.againTimer);
    this.againTimer = setTimeout(() => void this.read(), this.pause);
    this.pause = Math.min(this.pause * 1.5, LONGEST_PAUSE_MS);
  }

  private async pages(): Promise<void> {
    const { signal } = this.abort;
    const until = this.history.size + ITEMS_AT_ONCE;
    this.show({ reading: true, more: false });
    try {
      do {
        const page: Page<HistoryItem> = await this.source.history(this.id, this.cursor, signal);
        if (signal.aborted) {
          return;
        }
        page.items.forEach((item) => this.history.take(item));
        this.cursor = page.next;
        this.show({});
      } while (this.cursor !== null && this.history.size < until);
      this.wholeHistory = this.cursor === null;
      this.show({ reading: false, more: this.cursor !== null });
    } catch (e) {
      if (!signal.aborted) {
        this.show({ reading: false, problem: asProblem(e) });
      }
    }
  }

  private show(change: Partial<RunState>): void {
    this.state = { ...this.state, ...change, items: this.history.items };
    this.listeners.forEach((listener) => listener());
  }
}

/** Whether a message tells that the run ended, so that its stream may end too. */
export function isEnd(message: StreamMessage): boolean {
  return message.event === 'run' && !isOpen((JSON.parse(message.data) as RunMessage).status);
}
