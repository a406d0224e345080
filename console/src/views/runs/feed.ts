import { asProblem, type Problem } from '../../api/problem';
import type { StreamMessage } from '../../api/messageReader';
import type { StreamState } from '../../api/stream';
import type { RunFilter } from '../../api/tenant';
import type { Page, Run } from '../../api/types';
import { requestOf, type RunFilters } from './filters';
import { RunRows, type RunChange, type RunRow } from './rows';

/** Where runs are listed. */
export interface RunSource {
  runs: (filter: RunFilter, limit: number, cursor?: string | null, signal?: AbortSignal) => Promise<Page<Run>>;
}

/** What the table shows now. */
export interface FeedState {
  rows: readonly RunRow[];
  /** New runs that wait until somebody wants to see them. */
  news: number;
  /** Whether the first page is on its way. */
  loading: boolean;
  /** Whether older runs are on their way. */
  loadingMore: boolean;
  /** Whether there are older ones. */
  more: boolean;
  /** Whether there are older ones that only a narrower time shows. */
  full: boolean;
  problem: Problem | null;
}

const FIRST_PAGE = 100;
const NEXT_PAGE = 500;
/** Messages are shown together, so that a thousand runs a second cost four drawings. */
const BATCH_MS = 250;
const REFRESH_PAUSE_MS = 3000;
const REFRESH_PAGES = 10;
/** After a longer silence the list begins anew. */
const LONG_LOSS_MS = 60_000;

/** Keeps the runs of one set of filters up to date: pages as somebody scrolls, and the stream in between. */
export class RunFeed {
  private readonly rows: RunRows;
  private readonly listeners = new Set<() => void>();
  private readonly request: RunFilter;
  private state: FeedState;
  private abort = new AbortController();
  private cursor: string | null = null;
  private buffer: RunChange[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private refreshing = false;
  private refreshedAt = -Infinity;
  private refreshTimer: ReturnType<typeof setTimeout> | undefined;
  private refreshWanted = false;
  private lostAt: number | null = null;

  constructor(
    private readonly source: RunSource,
    filters: RunFilters,
    private readonly now: () => number = Date.now,
  ) {
    this.rows = new RunRows(filters, now);
    this.request = requestOf(filters, now());
    this.state = {
      rows: [],
      news: 0,
      loading: true,
      loadingMore: false,
      more: false,
      full: false,
      problem: null,
    };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): FeedState => this.state;

  start(): void {
    this.abort = new AbortController();
    void this.begin();
  }

  stop(): void {
    this.abort.abort();
    clearTimeout(this.timer);
    clearTimeout(this.refreshTimer);
    this.timer = undefined;
    this.refreshTimer = undefined;
    this.refreshing = false;
  }

  /** Reads the first page anew. */
  readonly reload = (): void => {
    this.stop();
    this.start();
  };

  readonly loadMore = (): void => {
    if (!this.state.loadingMore && this.state.more && this.state.problem === null) {
      void this.older();
    }
  };

  /** Goes on with older runs after they could not be read. */
  readonly tryAgain = (): void => {
    this.show({ problem: null });
    if (this.state.rows.length === 0) {
      this.reload();
    } else {
      this.loadMore();
    }
  };

  /** While held, nothing comes or goes above what somebody looks at. */
  readonly hold = (held: boolean): void => {
    this.rows.hold(held);
    this.show({});
  };

  /** Takes a message of the tenant's stream. */
  take(message: StreamMessage): void {
    if (message.event === 'run') {
      this.buffer.push(changeOf(message.data));
      this.timer ??= setTimeout(() => this.flush(), BATCH_MS);
    }
  }

  /** Takes how the stream is doing. */
  heard(stream: StreamState | null): void {
    if (stream?.kind === 'lost') {
      this.lostAt ??= this.now();
    } else if (stream?.kind === 'live') {
      const lostFor = this.lostAt === null ? 0 : this.now() - this.lostAt;
      this.lostAt = null;
      // Between the first page and the first moment of the stream, too, runs may have moved.
      if (lostFor > LONG_LOSS_MS) {
        this.reload();
      } else {
        this.refresh();
      }
    }
  }

  private flush(): void {
    this.timer = undefined;
    const doubtful = this.rows.apply(this.buffer);
    this.buffer = [];
    this.show({});
    if (doubtful) {
      this.refresh();
    }
  }

  private async begin(): Promise<void> {
    const { signal } = this.abort;
    this.show({ loading: true, problem: null });
    try {
      const page = await this.source.runs(this.request, FIRST_PAGE, null, signal);
      if (!signal.aborted) {
        this.rows.reset(page.items);
        this.cursor = page.next;
        this.show({ loading: false });
        if (this.refreshWanted) {
          this.refreshWanted = false;
          this.refresh();
        }
      }
    } catch (e) {
      if (!signal.aborted) {
        this.show({ loading: false, problem: asProblem(e) });
      }
    }
  }

  private async older(): Promise<void> {
    const { signal } = this.abort;
    this.show({ loadingMore: true });
    try {
      const page = await this.source.runs(this.request, NEXT_PAGE, this.cursor, signal);
      if (!signal.aborted) {
        this.rows.append(page.items);
        this.cursor = page.next;
        this.show({ loadingMore: false });
      }
    } catch (e) {
      if (!signal.aborted) {
        this.show({ loadingMore: false, problem: asProblem(e) });
      }
    }
  }

  /** Reads what is shown once more, soon, and not more often than every few seconds. */
  private refresh(): void {
    if (this.state.loading) {
      this.refreshWanted = true;
      return;
    }
    if (this.refreshing || this.refreshTimer !== undefined) {
      return;
    }
    const wait = Math.max(0, this.refreshedAt + REFRESH_PAUSE_MS - this.now());
    this.refreshTimer = setTimeout(() => {
      this.refreshTimer = undefined;
      void this.readAgain();
    }, wait);
  }

  private async readAgain(): Promise<void> {
    const { signal } = this.abort;
    const depth = this.rows.rows.length;
    this.refreshing = true;
    try {
      let cursor: string | null = null;
      let read = 0;
      for (let page = 0; page < REFRESH_PAGES && (page === 0 || (cursor !== null && read < depth)); page++) {
        const limit = depth <= FIRST_PAGE ? FIRST_PAGE : NEXT_PAGE;
        const part: Page<Run> = await this.source.runs(this.request, limit, cursor, signal);
        if (signal.aborted) {
          return;
        }
        this.rows.refresh(part.items);
        read += part.items.length;
        cursor = part.next;
        if (depth === 0) {
          this.cursor = part.next;
        }
        this.show({});
      }
    } catch (e) {
      // What is shown stays; the stream says that the server is away, and the next reading brings it up to date.
      if (!signal.aborted && asProblem(e).status !== 0) {
        this.show({ problem: asProblem(e) });
      }
    } finally {
      if (!signal.aborted) {
        this.refreshing = false;
        this.refreshedAt = this.now();
      }
    }
  }

  private show(change: Partial<FeedState>): void {
    const full = this.rows.full;
    this.state = {
      ...this.state,
      ...change,
      rows: this.rows.rows,
      news: this.rows.news,
      more: this.cursor !== null && !full,
      full: this.cursor !== null && full,
    };
    this.listeners.forEach((listener) => listener());
  }
}

/** Of a message only what a row shows: its output may be large. */
function changeOf(data: string): RunChange {
  const { id, workflow, version, status, time } = JSON.parse(data) as RunChange;
  return {
    id,
    status,
    time,
    ...(workflow === undefined ? {} : { workflow }),
    ...(version === undefined ? {} : { version }),
  };
}
