import { useDeferredValue, useEffect, useEffectEvent, useMemo, useState, useSyncExternalStore } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { isOpen, type Run as RunView } from '../../api/types';
import type { StreamState } from '../../api/stream';
import { LiveMark } from '../../shell/LiveMark';
import { ProblemNotice } from '../../shell/ProblemNotice';
import { usePlace } from '../../shell/session';
import { useStream } from '../../shell/useStream';
import { useTitle } from '../../shell/useTitle';
import { Button, ButtonLink, IconButton } from '../../ui/Button';
import { copyText } from '../../ui/clipboard';
import { Icon } from '../../ui/Icon';
import { useLocale, useWords } from '../../ui/language';
import { Empty, Notice, Skeleton } from '../../ui/Notice';
import { StatusMark } from '../../ui/StatusMark';
import { duration, Time } from '../../ui/Time';
import { Acts, CommandNotices, useCommands } from './Acts';
import { ErrorFirst } from './ErrorFirst';
import { isEnd, RunFollow, type RunState } from './follow';
import { chosenOf, findChosen, readChosen, writeChosen, type Chosen } from './history';
import { RunPanel, TaskPanel } from './Panel';
import { RunDrawing, useDrawn } from './RunDrawing';
import { lanesOf, statusOf } from './lanes';
import { Timeline } from './Timeline';
import { runWords } from './words';
import './run.css';

const NO_KINDS: ReadonlyMap<string, string> = new Map();

/** One run: why it failed, what happened when, and every value that went in or came out. */
export default function Run() {
  const { id = '' } = useParams();
  return <OneRun key={id} id={id} />;
}

function OneRun({ id }: { id: string }) {
  const words = useWords(runWords);
  const { api, to } = usePlace();
  const follow = useMemo(() => new RunFollow(api, id), [api, id]);
  const state = useSyncExternalStore(follow.subscribe, follow.snapshot);
  useEffect(() => {
    follow.start();
    return () => follow.stop();
  }, [follow]);
  const stream = useStream(
    state.following ? api.runStream(id) : null,
    (message) => follow.take(message),
    (message) => isEnd(message),
  );
  const heard = useEffectEvent(() => follow.heard(stream));
  useEffect(() => heard(), [stream]);
  const { run } = state;
  useTitle(run?.workflow === undefined ? words.run : words.title(run.workflow));
  if (run === null) {
    return <Missing id={id} state={state} onRetry={follow.reload} />;
  }
  return run.startedAt == null ? (
    <>
      <Head run={run} stream={stream} />
      <Notice title={words.pending} />
      {state.problem === null ? null : <ProblemNotice problem={state.problem} onRetry={follow.reload} />}
      <p>
        <Link to={to('/runs')}>{words.toRuns}</Link>
      </p>
    </>
  ) : (
    <Begun run={run} state={state} stream={stream} follow={follow} />
  );
}

function Missing({ id, state, onRetry }: { id: string; state: RunState; onRetry: () => void }) {
  const words = useWords(runWords);
  const { to } = usePlace();
  return (
    <>
      <header className="page-head">
        <h1>{words.run}</h1>
      </header>
      <p className="mono soft">
        <bdi>{id}</bdi>
      </p>
      {state.problem !== null ? (
        <ProblemNotice problem={state.problem} onRetry={onRetry} />
      ) : state.absent === 'ever' ? (
        <Empty
          title={words.never}
          act={
            <ButtonLink look="main" to={to('/runs')}>
              {words.toRuns}
            </ButtonLink>
          }
        >
          <p>{words.neverText}</p>
        </Empty>
      ) : state.absent === 'yet' ? (
        <Notice title={words.notYet} />
      ) : (
        <Skeleton label={words.loading} lines={6} />
      )}
    </>
  );
}

function Begun({
  run,
  state,
  stream,
  follow,
}: {
  run: RunView;
  state: RunState;
  stream: StreamState | null;
  follow: RunFollow;
}) {
  const words = useWords(runWords);
  const [query] = useSearchParams();
  const navigate = useNavigate();
  const now = useTicking(isOpen(run.status));
  const end = run.endedAt ? Date.parse(run.endedAt) : now;
  const commands = useCommands(run, () => {
    if (!isOpen(run.status)) {
      follow.reload();
    }
  });
  const wanted = useMemo(() => readChosen(query), [query]);
  const items = useDeferredValue(state.items);
  const chosen = useMemo(() => findChosen(items, wanted), [items, wanted]);
  const drawing = useDrawn(run);
  const kinds = drawing.value?.kinds;
  const lanes = useMemo(() => lanesOf(items, kinds), [items, kinds]);
  const choose = (next: Chosen | null) =>
    void navigate({ search: writeChosen(query, next).toString() }, { replace: true });
  return (
    <div className="run">
      <Head run={run} stream={stream} end={end} />
      <Acts run={run} commands={commands} />
      <CommandNotices commands={commands} />
      <ErrorFirst run={run} items={items} linkTo={(item) => `?${writeChosen(query, chosenOf(item)).toString()}`} />
      {state.problem === null ? null : <ProblemNotice problem={state.problem} onRetry={follow.reload} />}
      <div className="run-parts">
        <div className="run-main">
          <section aria-label={words.drawing}>
            <RunDrawing
              run={run}
              load={drawing}
              items={items}
              selected={wanted?.task ?? null}
              onSelect={(task) => choose({ task, position: null })}
            />
          </section>
          <section className="run-timeline" aria-label={words.timeline}>
            <header className="part-head">
              <h2>{words.timeline}</h2>
              <Progress run={run} state={state} onMore={follow.readMore} />
            </header>
            {items.length > 0 ? (
              <Timeline
                lanes={lanes}
                end={end}
                live={isOpen(run.status)}
                chosen={chosen}
                onChoose={(item) => choose(chosenOf(item))}
              />
            ) : state.reading ? (
              <Skeleton label={words.loading} />
            ) : (
              <p className="soft">{words.nothingYet}</p>
            )}
          </section>
        </div>
        {chosen !== undefined ? (
          <TaskPanel
            run={run}
            item={chosen}
            status={statusOf(chosen, kinds ?? NO_KINDS)}
            end={end}
            commands={commands}
            onClose={() => choose(null)}
          />
        ) : (
          <div className="run-side">
            {wanted !== null && !state.reading && state.items.length > 0 ? <Notice title={words.notThere} /> : null}
            <RunPanel run={run} />
          </div>
        )}
      </div>
    </div>
  );
}

function Head({ run, stream, end }: { run: RunView; stream: StreamState | null; end?: number }) {
  const words = useWords(runWords);
  const { to } = usePlace();
  return (
    <header className="run-head">
      <div className="page-head">
        <h1>
          {run.workflow == null ? (
            words.run
          ) : (
            <Link to={to(`/workflows/${encodeURIComponent(run.workflow)}`)}>
              <bdi>{run.workflow}</bdi>
            </Link>
          )}
        </h1>
        <LiveMark state={stream} />
      </div>
      <dl className="run-facts">
        <div>
          <dt className="unseen">{words.status}</dt>
          <dd>
            <StatusMark status={run.status} />
          </dd>
        </div>
        {run.version == null ? null : (
          <Fact name={words.version}>
            <bdi>{run.version}</bdi>
          </Fact>
        )}
        {run.startedAt == null ? null : (
          <Fact name={words.started}>
            <Time at={run.startedAt} />
          </Fact>
        )}
        {run.endedAt == null ? null : (
          <Fact name={words.ended}>
            <Time at={run.endedAt} />
          </Fact>
        )}
        {end === undefined || run.startedAt == null ? null : (
          <Fact name={words.took}>{duration(end - Date.parse(run.startedAt))}</Fact>
        )}
        <Fact name={words.run}>
          <span className="mono run-whole-id">{run.id}</span>
          <IconButton label={words.copyId} icon={<Icon name="copy" />} onClick={() => void copyText(run.id)} />
        </Fact>
      </dl>
    </header>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Progress({ run, state, onMore }: { run: RunView; state: RunState; onMore: () => void }) {
  const words = useWords(runWords);
  const locale = useLocale();
  const done = state.items.length.toLocaleString(locale);
  const all = run.usage?.tasks;
  if (state.reading) {
    return (
      <span className="soft" role="status">
        {typeof all === 'number' && all > state.items.length
          ? words.readingOf(done, all.toLocaleString(locale))
          : words.reading(done)}
      </span>
    );
  }
  return state.more ? (
    <Button look="quiet" onClick={onMore}>
      {words.readMore(done)}
    </Button>
  ) : (
    <span className="soft">{words.steps(done)}</span>
  );
}

/** The present moment, every second while somebody watches something that goes on. */
function useTicking(going: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!going) {
      return undefined;
    }
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [going]);
  return now;
}
