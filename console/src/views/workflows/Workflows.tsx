import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { ProblemNotice } from '../../shell/ProblemNotice';
import { rank } from '../../shell/ranking';
import { usePlace } from '../../shell/session';
import { useLoad } from '../../shell/useLoad';
import { usePages } from '../../shell/usePages';
import { useTitle } from '../../shell/useTitle';
import { Button, ButtonLink } from '../../ui/Button';
import { useWords } from '../../ui/language';
import { Empty, Skeleton } from '../../ui/Notice';
import { activityByWorkflow, quiet } from './activity';
import { Card } from './Card';
import { workflowsWords } from './words';
import './workflows.css';

const DAY_MS = 86_400_000;
const HOURS = 24;

/** All workflows of the tenant as cards. */
export default function Workflows() {
  const words = useWords(workflowsWords);
  const place = usePlace();
  const [search, setSearch] = useSearchParams();
  const [openedAt] = useState(() => Date.now());
  useTitle(words.title);
  const text = search.get('q') ?? '';
  const workflows = usePages(`workflows ${place.tenant}`, (cursor, signal) => place.api.workflows(cursor, signal));
  const statistics = useLoad(`day ${place.tenant}`, (signal) =>
    place.api.statistics(new Date(openedAt - DAY_MS), new Date(openedAt), 'PT1H', undefined, signal),
  );
  const activity = useMemo(
    () => (statistics.value === null ? null : activityByWorkflow(statistics.value)),
    [statistics.value],
  );
  const shown = rank(workflows.items ?? [], text, (workflow) => workflow.name);
  const find = (next: string) => setSearch(next === '' ? {} : { q: next }, { replace: true });
  const mayWrite = place.may('editor');
  const begin = mayWrite ? (
    <ButtonLink look="main" to={place.to('/editor')}>
      {words.newAutomation}
    </ButtonLink>
  ) : null;
  return (
    <>
      <div className="page-head">
        <h1>{words.title}</h1>
        <input
          type="search"
          aria-label={words.find}
          placeholder={words.find}
          value={text}
          onChange={(event) => find(event.target.value)}
        />
        {begin}
      </div>
      {workflows.problem ? <ProblemNotice problem={workflows.problem} onRetry={workflows.reload} /> : null}
      {statistics.problem ? <ProblemNotice problem={statistics.problem} onRetry={statistics.reload} /> : null}
      {workflows.items === null && workflows.loading ? <Skeleton label={words.loading} lines={6} /> : null}
      {workflows.items?.length === 0 ? (
        <Empty title={words.emptyTitle} act={begin}>
          {words.empty} {mayWrite ? '' : words.emptyMay}
        </Empty>
      ) : null}
      {workflows.items !== null && workflows.items.length > 0 && shown.length === 0 ? (
        <Empty title={words.noneMatch(text)} act={<Button onClick={() => find('')}>{words.clear}</Button>} />
      ) : null}
      <ul className="cards" aria-label={words.workflows}>
        {shown.map((workflow) => (
          <Card
            key={workflow.name}
            workflow={workflow}
            activity={activity === null ? null : (activity.get(workflow.name) ?? quiet(HOURS))}
          />
        ))}
      </ul>
      {workflows.more ? <Button onClick={workflows.more}>{words.more}</Button> : null}
    </>
  );
}
