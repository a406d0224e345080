import { useMemo, useRef, useState } from 'react';
import { Link } from 'react-router';
import type { StreamMessage } from '../../api/messageReader';
import type { Run } from '../../api/types';
import { LiveMark } from '../../shell/LiveMark';
import { ProblemNotice } from '../../shell/ProblemNotice';
import { usePlace } from '../../shell/session';
import { useLoad, type Load } from '../../shell/useLoad';
import { useStream } from '../../shell/useStream';
import { useTitle } from '../../shell/useTitle';
import { ButtonLink } from '../../ui/Button';
import { useLocale, useWords } from '../../ui/language';
import { Empty, Skeleton } from '../../ui/Notice';
import { StatusMark } from '../../ui/StatusMark';
import { Time } from '../../ui/Time';
import { activityOfAll } from '../workflows/activity';
import { Attention } from './Attention';
import { Volume } from './Volume';
import { homeWords } from './words';
import './home.css';

const DAY_MS = 86_400_000;
const SHOWN = 8;
const LOOK_AGAIN_MS = 2000;

/** What needs somebody first, then how much goes on. */
export default function Home() {
  const words = useWords(homeWords);
  const place = usePlace();
  const locale = useLocale();
  const [openedAt] = useState(() => Date.now());
  const [startedSince, setStartedSince] = useState(0);
  useTitle(words.title);
  const since = new Date(openedAt - DAY_MS).toISOString();
  const newest = useLoad(`newest ${place.tenant}`, (signal) => place.api.runs({}, SHOWN, null, signal));
  const faulted = useLoad(`faulted ${place.tenant}`, (signal) =>
    place.api.wholeRuns({ status: 'faulted', from: since }, SHOWN, signal),
  );
  const suspended = useLoad(`suspended ${place.tenant}`, (signal) =>
    place.api.runs({ status: 'suspended' }, SHOWN, null, signal),
  );
  const statistics = useLoad(`volume ${place.tenant}`, (signal) =>
    place.api.statistics(new Date(Date.now() - DAY_MS), new Date(), 'PT1H', undefined, signal),
  );
  const lookAgain = useRef<ReturnType<typeof setTimeout> | null>(null);
  const state = useStream(place.api.stream, (message: StreamMessage) => {
    if (message.event !== 'run') {
      return;
    }
    if ((JSON.parse(message.data) as Run).status === 'running') {
      setStartedSince((before) => before + 1);
    }
    // A flood of messages leads to one look, not to one each.
    lookAgain.current ??= setTimeout(() => {
      lookAgain.current = null;
      for (const load of [newest, faulted, suspended, statistics]) {
        load.reload();
      }
    }, LOOK_AGAIN_MS);
  });
  const activity = useMemo(
    () => (statistics.value === null ? null : activityOfAll(statistics.value)),
    [statistics.value],
  );
  const problem = [newest, faulted, suspended, statistics].find((load: Load<unknown>) => load.problem !== null);
  const runs = newest.value?.items;
  if (runs?.length === 0) {
    return (
      <>
        <h1>{words.title}</h1>
        <Empty
          title={words.noRunsTitle}
          act={
            place.may('editor') ? (
              <ButtonLink look="main" to={place.to('/editor')}>
                {words.newAutomation}
              </ButtonLink>
            ) : (
              <ButtonLink to={place.to('/workflows')}>{words.workflows}</ButtonLink>
            )
          }
        >
          {words.noRuns}
        </Empty>
      </>
    );
  }
  return (
    <>
      <div className="page-head">
        <h1>{words.title}</h1>
        <LiveMark state={state} />
      </div>
      {problem?.problem ? <ProblemNotice problem={problem.problem} onRetry={problem.reload} /> : null}
      {runs === undefined && newest.loading ? <Skeleton label={words.loading} lines={8} /> : null}
      {faulted.value && suspended.value ? (
        <Attention
          faulted={faulted.value}
          suspended={suspended.value}
          faultedInDay={activity?.faults ?? 0}
          since={since}
        />
      ) : null}
      {statistics.value && activity ? <Volume statistics={statistics.value} activity={activity} /> : null}
      {startedSince > 0 ? (
        <p className="soft" role="status">
          {words.live(new Intl.NumberFormat(locale).format(startedSince))}
        </p>
      ) : null}
      {runs ? (
        <section aria-labelledby="newest-runs">
          <h2 id="newest-runs">{words.newest}</h2>
          <ul className="home-runs">
            {runs.map((run) => (
              <li key={run.id}>
                <StatusMark status={run.status} />
                <Link to={place.to(`/runs/${run.id}`)}>
                  <bdi>{run.workflow ?? run.id}</bdi>
                </Link>
                <Time at={run.startedAt} />
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}
