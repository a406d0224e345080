import { Link } from 'react-router';
import { ProblemNotice } from '../../shell/ProblemNotice';
import { usePlace } from '../../shell/session';
import { usePages } from '../../shell/usePages';
import { Button } from '../../ui/Button';
import { useWords } from '../../ui/language';
import { Empty, Skeleton } from '../../ui/Notice';
import { PlainTable } from '../../ui/PlainTable';
import { StatusMark } from '../../ui/StatusMark';
import { duration, Time } from '../../ui/Time';
import { workflowWords } from './words';

const AT_ONCE = 20;

/** The newest runs of a workflow. */
export function RecentRuns({ name }: { name: string }) {
  const words = useWords(workflowWords);
  const place = usePlace();
  const runs = usePages(`runs ${place.tenant} ${name}`, (cursor, signal) =>
    place.api.runs({ workflow: name }, AT_ONCE, cursor, signal),
  );
  if (runs.problem) {
    return <ProblemNotice problem={runs.problem} onRetry={runs.reload} />;
  }
  if (runs.items === null) {
    return <Skeleton label={words.loading} lines={5} />;
  }
  if (runs.items.length === 0) {
    return <Empty title={words.noRunsTitle}>{words.noRuns}</Empty>;
  }
  return (
    <>
      <PlainTable
        label={words.runs}
        heads={{
          status: words.status,
          id: words.id,
          version: words.version,
          started: words.started,
          duration: words.duration,
        }}
      >
        {runs.items.map((run) => (
          <tr key={run.id}>
            <td>
              <StatusMark status={run.status} />
            </td>
            <td>
              <Link to={place.to(`/runs/${run.id}`)} className="mono">
                {run.id}
              </Link>
            </td>
            <td>{run.version}</td>
            <td>
              <Time at={run.startedAt} />
            </td>
            <td>
              {run.startedAt && run.endedAt ? duration(Date.parse(run.endedAt) - Date.parse(run.startedAt)) : '–'}
            </td>
          </tr>
        ))}
      </PlainTable>
      <div className="below-table">
        {runs.more ? <Button onClick={runs.more}>{words.more}</Button> : null}
        <Link to={place.to(`/runs?workflow=${encodeURIComponent(name)}`)}>{words.allRuns}</Link>
      </div>
    </>
  );
}
