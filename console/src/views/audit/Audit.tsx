import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { AuditItem } from '../../api/types';
import { ProblemNotice } from '../../shell/ProblemNotice';
import { usePlace } from '../../shell/session';
import { LiveMark } from '../../shell/LiveMark';
import { usePages } from '../../shell/usePages';
import { useStream } from '../../shell/useStream';
import { useTitle } from '../../shell/useTitle';
import { Button } from '../../ui/Button';
import { useWords } from '../../ui/language';
import { Empty, Skeleton } from '../../ui/Notice';
import { Time } from '../../ui/Time';
import { WindowedTable, type Column } from '../../ui/WindowedTable';
import { AuditDetail } from './AuditDetail';
import { AuditFilters } from './AuditFilters';
import { filterOf, isFiltered, wordAbout } from './filters';
import { auditWords } from './words';
import './audit.css';

const AT_ONCE = 100;

/** Who did what, newest first. */
export default function Audit() {
  const words = useWords(auditWords);
  const place = usePlace();
  const [search, setSearch] = useSearchParams();
  const [chosen, setChosen] = useState<AuditItem | null>(null);
  const [news, setNews] = useState(0);
  useTitle(words.title);
  const filter = filterOf(search);
  const records = usePages(`audit ${place.tenant} ${search.toString()}`, (cursor, signal) =>
    place.api.audit(filter, AT_ONCE, cursor, signal),
  );
  // What is new is announced and not pushed in: the line that somebody reads stays where it is.
  const stream = useStream(place.api.stream, () => setNews((before) => before + 1));
  const showNews = () => {
    setNews(0);
    records.reload();
  };
  const columns: Column<AuditItem>[] = [
    { key: 'time', head: words.time, width: 'minmax(90px, 130px)', cell: (item) => <Time at={item.time} /> },
    {
      key: 'kind',
      head: words.kind,
      width: 'minmax(120px, 1fr)',
      cell: (item) => (
        <button type="button" className="as-link" onClick={() => setChosen(item)}>
          {item.kind}
        </button>
      ),
    },
    { key: 'about', head: words.about, width: 'minmax(0, 1.5fr)', cell: (item) => <bdi>{wordAbout(item)}</bdi> },
    {
      key: 'actor',
      head: words.actor,
      width: 'minmax(0, 1fr)',
      wideOnly: true,
      cell: (item) => <bdi>{item.actor}</bdi>,
    },
    {
      key: 'outcome',
      head: words.outcome,
      width: '110px',
      wideOnly: true,
      cell: (item) =>
        item.outcome === 'REJECTED' ? (
          <strong className="refused">✕ {words.refused}</strong>
        ) : (
          <span>✓ {words.accepted}</span>
        ),
    },
  ];
  const clear = () => setSearch({}, { replace: true });
  return (
    <div className="audit">
      <div className="page-head">
        <h1>{words.title}</h1>
        {news > 0 ? <Button onClick={showNews}>{words.news}</Button> : null}
        <LiveMark state={stream} />
      </div>
      <AuditFilters key={search.toString()} search={search} onChange={(next) => setSearch(next)} onClear={clear} />
      {records.problem ? <ProblemNotice problem={records.problem} onRetry={records.reload} /> : null}
      {records.items === null && records.loading ? <Skeleton label={words.loading} lines={8} /> : null}
      {records.items?.length === 0 ? (
        isFiltered(search) ? (
          <Empty title={words.noneTitle} act={<Button onClick={clear}>{words.clear}</Button>} />
        ) : (
          <Empty title={words.emptyTitle}>{words.empty}</Empty>
        )
      ) : null}
      {records.items !== null && records.items.length > 0 ? (
        <div className={chosen ? 'audit-split' : 'audit-whole'}>
          <WindowedTable
            label={words.title}
            columns={columns}
            rows={records.items}
            rowKey={(item) => item.id ?? `${item.time}${item.kind}`}
            {...(records.more ? { onEnd: records.more } : {})}
          />
          {chosen ? <AuditDetail item={chosen} onClose={() => setChosen(null)} /> : null}
        </div>
      ) : null}
    </div>
  );
}
