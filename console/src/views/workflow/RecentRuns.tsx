import { Link } from 'react-router';
import { ProblemNotice } from '../../shell/ProblemNotice';
import { usePlace } from '../../shell/session';
import { usePages } from '../../shell/usePages';
import { Button } from '../../ui/Button';
import { useWords } from '../../ui/language';
import { Empty, Skeleton } from '../../ui/Notice';
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
      <div className="scroll-sideways" tabIndex={0} role="region" aria-label={words.runs}>
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{words.status}</th>
              <th scope="col">{words.id}</th>
              <th scope="col">{words.version}</th>
              <th scope="col">{words.started}</th>
              <th scope="col">{words.duration}</th>
            </tr>
          </thead>
          <tbody>
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
          </tbody>
        </table>
      </div>
      <div className="below-table">
        {runs.more ? <Button onClick={runs.more}>{words.more}</Button> : null}
        <Link to={place.to(`/runs?workflow=${encodeURIComponent(name)}`)}>{words.allRuns}</Link>
      </div>
    </>
  );
}
