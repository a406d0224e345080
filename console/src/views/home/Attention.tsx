import { Link } from 'react-router';
import type { Page, Run } from '../../api/types';
import { usePlace } from '../../shell/session';
import { ButtonLink } from '../../ui/Button';
import { useLocale, useWords } from '../../ui/language';
import { Notice } from '../../ui/Notice';
import { StatusMark } from '../../ui/StatusMark';
import { Time } from '../../ui/Time';
import { homeWords } from './words';

interface Props {
  faulted: Page<Run>;
  suspended: Page<Run>;
  faultedInDay: number;
  since: string;
}

const SHOWN = 5;

/** Runs that somebody has to look at. */
export function Attention({ faulted, suspended, faultedInDay, since }: Props) {
  const words = useWords(homeWords);
  const place = usePlace();
  const locale = useLocale();
  const first = faulted.items[0];
  const count = (page: Page<Run>) =>
    `${new Intl.NumberFormat(locale).format(page.items.length)}${page.next === null ? '' : '+'}`;
  if (first === undefined && suspended.items.length === 0) {
    return (
      <Notice tone="good" title={words.allWell}>
        {words.allWellText}
      </Notice>
    );
  }
  return (
    <section aria-labelledby="attention" className="attention">
      <h2 id="attention">{words.attention}</h2>
      {first === undefined ? null : (
        <div className="attention-part">
          <div className="page-head">
            <h3>
              {words.failed(faultedInDay > 0 ? new Intl.NumberFormat(locale).format(faultedInDay) : count(faulted))}
            </h3>
            <ButtonLink look="main" to={place.to(`/runs/${first.id}`)}>
              {words.openFirst}
            </ButtonLink>
            <ButtonLink to={place.to(`/runs?status=faulted&from=${encodeURIComponent(since)}`)}>
              {words.seeAll}
            </ButtonLink>
          </div>
          <RunLines runs={faulted.items.slice(0, SHOWN)} />
        </div>
      )}
      {suspended.items.length === 0 ? null : (
        <div className="attention-part">
          <div className="page-head">
            <h3>{words.suspended(count(suspended))}</h3>
            <ButtonLink to={place.to('/runs?status=suspended')}>{words.seeAll}</ButtonLink>
          </div>
          <RunLines runs={suspended.items.slice(0, SHOWN)} />
        </div>
      )}
    </section>
  );
}

function RunLines({ runs }: { runs: readonly Run[] }) {
  const place = usePlace();
  return (
    <ul className="home-runs">
      {runs.map((run) => (
        <li key={run.id}>
          <StatusMark status={run.status} terse />
          <Link to={place.to(`/runs/${run.id}`)}>
            <bdi>{run.workflow ?? run.id}</bdi>
          </Link>
          <span className="home-error">
            <bdi>{(run.error?.detail ?? run.error?.title ?? '').slice(0, 200)}</bdi>
          </span>
          <Time at={run.startedAt} />
        </li>
      ))}
    </ul>
  );
}
