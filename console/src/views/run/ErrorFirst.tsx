import { useMemo } from 'react';
import { Link } from 'react-router';
import { titleOf } from '../../core/wording';
import type { HistoryItem, Run, RunError } from '../../api/types';
import { useWords } from '../../ui/language';
import { Notice } from '../../ui/Notice';
import { chainOf, culpritOf, kindOf } from './cause';
import { runWords } from './words';

/** Says first why a run failed: the error, what it came from, and the task that raised it. */
export function ErrorFirst({
  run,
  items,
  linkTo,
}: {
  run: Run;
  items: readonly HistoryItem[];
  linkTo: (item: HistoryItem) => string;
}) {
  const words = useWords(runWords);
  const { error } = run;
  const culprit = useMemo(() => (error ? culpritOf(items, error) : undefined), [items, error]);
  if (run.status !== 'faulted' || !error) {
    return null;
  }
  const [first, ...causes] = chainOf(error);
  return (
    <Notice tone="error" title={titled(first ?? error, words.faulted)}>
      <Detail error={error} />
      {causes.map((cause, index) => (
        <div key={index} className="cause">
          <strong>
            {words.because}: <bdi>{titled(cause, '')}</bdi>
          </strong>
          <Detail error={cause} />
        </div>
      ))}
      {culprit === undefined ? null : (
        <p>
          {words.causedBy}:{' '}
          <Link to={linkTo(culprit)} replace>
            <bdi>{titleOf(culprit.task)}</bdi>
            {culprit.attempt > 1 ? `, ${words.attempt(culprit.attempt)}` : ''}
          </Link>
        </p>
      )}
    </Notice>
  );
}

const LONGEST = 2000;

function titled(error: RunError, otherwise: string): string {
  const title = error.title ?? kindOf(error);
  const status = error.status === undefined ? '' : ` (${String(error.status)})`;
  return title === '' ? otherwise : `${title.slice(0, LONGEST)}${status}`;
}

function Detail({ error }: { error: RunError }) {
  return error.detail ? (
    <p className="error-detail">
      <bdi>{error.detail.slice(0, LONGEST)}</bdi>
    </p>
  ) : null;
}
