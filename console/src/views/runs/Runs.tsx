import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useSyncExternalStore } from 'react';
import { Link, useSearchParams } from 'react-router';
import { LiveMark } from '../../shell/LiveMark';
import { ProblemNotice } from '../../shell/ProblemNotice';
import { usePlace } from '../../shell/session';
import { useStream } from '../../shell/useStream';
import { useTitle } from '../../shell/useTitle';
import { Button, IconButton } from '../../ui/Button';
import { copyText } from '../../ui/clipboard';
import { Icon } from '../../ui/Icon';
import { useLocale, useWords } from '../../ui/language';
import { Skeleton } from '../../ui/Notice';
import { StatusMark } from '../../ui/StatusMark';
import { Lasted, Time } from '../../ui/Time';
import { WindowedTable, type Column } from '../../ui/WindowedTable';
import { RunFeed, type FeedState } from './feed';
import { FilterBar } from './FilterBar';
import { isFiltered, NO_FILTERS, readFilters, writeFilters, type RunFilters } from './filters';
import { NoRuns, NothingFits } from './NoRuns';
import type { RunRow } from './rows';
import { useWorkflowNames } from './useWorkflowNames';
import { runsWords } from './words';
import './runs.css';

/** All runs of the tenant as they happen, and the filters that narrow them. */
export default function Runs() {
  const words = useWords(runsWords);
  const { api } = usePlace();
  const [query, setQuery] = useSearchParams();
  const said = writeFilters(readFilters(query)).toString();
  const filters = useMemo(() => readFilters(new URLSearchParams(said)), [said]);
  const feed = useMemo(() => new RunFeed(api, filters), [api, filters]);
  const state = useSyncExternalStore(feed.subscribe, feed.snapshot);
  const workflows = useWorkflowNames();
  const frame = useRef<HTMLDivElement>(null);
  useTitle(words.title);
  useEffect(() => {
    feed.start();
    return () => feed.stop();
  }, [feed]);
  const stream = useStream(api.stream, (message) => feed.take(message));
  const heard = useEffectEvent(() => feed.heard(stream));
  useEffect(() => heard(), [stream]);
  const filter = (next: RunFilters) => setQuery(writeFilters(next), { replace: true });
  return (
    <div className="runs">
      <header className="page-head">
        <h1>{words.title}</h1>
        <LiveMark state={stream} />
      </header>
      <FilterBar filters={filters} workflows={workflows} onChange={filter} />
      {state.problem === null ? null : <ProblemNotice problem={state.problem} onRetry={feed.tryAgain} />}
      <div className="runs-table">
        {state.news > 0 ? (
          <Button
            look="main"
            className="runs-news"
            onClick={() => {
              feed.hold(false);
              frame.current?.scrollTo({ top: 0 });
            }}
          >
            <Icon name="up" /> {words.news(state.news)}
          </Button>
        ) : null}
        <Content
          key={said}
          state={state}
          feed={feed}
          frame={frame}
          filtered={isFiltered(filters)}
          onClear={() => filter(NO_FILTERS)}
        />
      </div>
    </div>
  );
}

interface ContentProps {
  state: FeedState;
  feed: RunFeed;
  frame: React.RefObject<HTMLDivElement | null>;
  filtered: boolean;
  onClear: () => void;
}

function Content({ state, feed, frame, filtered, onClear }: ContentProps) {
  const words = useWords(runsWords);
  const columns = useColumns();
  const onTop = useCallback((inSight: boolean) => feed.hold(!inSight), [feed]);
  if (state.rows.length === 0) {
    if (state.loading) {
      return <Skeleton label={words.loading} lines={8} />;
    }
    if (state.problem !== null) {
      return null;
    }
    return filtered ? <NothingFits onClear={onClear} /> : <NoRuns />;
  }
  return (
    <>
      <WindowedTable
        label={words.table}
        columns={columns}
        rows={state.rows}
        rowKey={(row) => row.id}
        rowClass={(row) => (row.gone ? 'run-row run-gone' : 'run-row')}
        onEnd={feed.loadMore}
        onTop={onTop}
        frameRef={frame}
      />
      <Foot state={state} />
    </>
  );
}

function Foot({ state }: { state: FeedState }) {
  const words = useWords(runsWords);
  const count = state.rows.length.toLocaleString(useLocale());
  return (
    <p className="soft runs-foot">
      {state.loadingMore
        ? words.loadingMore
        : state.full
          ? words.full(count)
          : state.more
            ? words.shown(count)
            : words.allShown(count)}
    </p>
  );
}

/** The first letters of an id carry its time and are alike in runs of one hour; the last ones tell them apart. */
function shortId(id: string): string {
  return `…${id.slice(-8)}`;
}

function useColumns(): readonly Column<RunRow>[] {
  const words = useWords(runsWords);
  const place = usePlace();
  return useMemo(
    () => [
      { key: 'status', head: words.status, width: '124px', cell: (row) => <StatusMark status={row.status} /> },
      {
        key: 'workflow',
        head: words.workflow,
        width: 'minmax(0, 2fr)',
        cell: (row) => (
          <Link
            className="run-link"
            to={place.to(`/runs/${encodeURIComponent(row.id)}`)}
            aria-label={words.openRun(row.workflow, row.id)}
          >
            <bdi>{row.workflow === '' ? '–' : row.workflow}</bdi>
          </Link>
        ),
      },
      {
        key: 'version',
        head: words.version,
        width: '96px',
        wideOnly: true,
        cell: (row) => <bdi className="soft">{row.version}</bdi>,
      },
      { key: 'started', head: words.started, width: 'minmax(116px, 1fr)', cell: (row) => <Time at={row.startedAt} /> },
      {
        key: 'took',
        head: words.took,
        width: 'minmax(96px, 1fr)',
        wideOnly: true,
        cell: (row) => <Lasted from={row.startedAt} to={row.endedAt} />,
      },
      {
        key: 'id',
        head: words.id,
        width: '152px',
        wideOnly: true,
        cell: (row) => (
          <span className="run-id">
            <span className="mono" title={row.id}>
              {shortId(row.id)}
            </span>
            <IconButton
              label={`${words.copyId} ${row.id}`}
              icon={<Icon name="copy" />}
              onClick={() => void copyText(row.id)}
            />
          </span>
        ),
      },
    ],
    [words, place],
  );
}
