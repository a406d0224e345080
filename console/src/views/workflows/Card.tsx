import { useEffect, useMemo, useRef, useState } from 'react';
import { Link } from 'react-router';
import type { Workflow } from '../../api/types';
import { usePlace } from '../../shell/session';
import { useLoad } from '../../shell/useLoad';
import { useLocale, useWords } from '../../ui/language';
import { Sparkline } from '../../ui/Sparkline';
import { StatusMark } from '../../ui/StatusMark';
import { Time } from '../../ui/Time';
import { failureRate, type Activity } from './activity';
import { WorkflowMiniature } from './WorkflowMiniature';
import { workflowsWords } from './words';

/** One workflow: its drawing, its last run, what it did in 24 hours. What costs a request waits until it is in sight. */
export function Card({ workflow, activity }: { workflow: Workflow; activity: Activity | null }) {
  const words = useWords(workflowsWords);
  const locale = useLocale();
  const place = usePlace();
  const [card, seen] = useSeen();
  const { name, version } = workflow;
  const last = useLoad(seen ? `last ${place.tenant} ${name}` : null, (signal) =>
    place.api.runs({ workflow: name }, 1, null, signal),
  );
  const rate = useMemo(() => {
    const share = activity === null ? null : failureRate(activity);
    return share === null
      ? null
      : new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(share);
  }, [activity, locale]);
  const run = last.value?.items[0];
  return (
    <li className="card" ref={card}>
      <div className="card-drawing">{seen ? <WorkflowMiniature name={name} version={version} /> : null}</div>
      <h2 className="card-name">
        <Link to={place.to(`/workflows/${encodeURIComponent(name)}`)}>
          <bdi>{name}</bdi>
        </Link>
        <span className="soft">{version}</span>
      </h2>
      <p className="card-last">
        {run ? (
          <>
            <span className="soft">{words.lastRun}</span> <StatusMark status={run.status} /> <Time at={run.startedAt} />
          </>
        ) : (
          <span className="soft">{last.loading || last.problem ? ' ' : words.neverRan}</span>
        )}
      </p>
      <div className="card-figures">
        {activity === null ? null : (
          <>
            <Sparkline
              values={activity.started}
              faults={activity.faulted}
              label={words.spark(activity.total, activity.faults)}
            />
            <span>
              {words.runsInDay(activity.total)}
              <br />
              <span className={activity.faults > 0 ? 'card-faults' : 'soft'}>
                {rate === null ? words.noEnds : words.failure(rate)}
              </span>
            </span>
          </>
        )}
      </div>
    </li>
  );
}

function useSeen() {
  const element = useRef<HTMLLIElement>(null);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) {
          setSeen(true);
          observer.disconnect();
        }
      },
      { rootMargin: '200px' },
    );
    if (element.current) {
      observer.observe(element.current);
    }
    return () => observer.disconnect();
  }, []);
  return [element, seen] as const;
}
