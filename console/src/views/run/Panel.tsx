import { Link, useSearchParams } from 'react-router';
import { titleOf } from '../../core/wording';
import { isOpen, type HistoryItem, type Run, type RunError } from '../../api/types';
import { usePlace } from '../../shell/session';
import { shellWords } from '../../shell/words';
import { Button } from '../../ui/Button';
import { CopyButton } from '../../ui/CopyButton';
import { useWords } from '../../ui/language';
import { Notice } from '../../ui/Notice';
import { StatusMark } from '../../ui/StatusMark';
import { Tabs } from '../../ui/Tabs';
import { duration, Time } from '../../ui/Time';
import { ValueView } from '../../ui/ValueView';
import { AnswerForm } from './AnswerForm';
import type { Commands } from './Acts';
import { childOf, waitsForAnswer } from './history';
import { spokenItem } from './lanes';
import { runWords } from './words';

type TabKey = 'input' | 'output' | 'error';

const TABS: readonly TabKey[] = ['input', 'output', 'error'];

interface Values {
  input?: unknown;
  output?: unknown;
  error?: RunError | null;
  omitted?: string[];
}

/** The values of the run as a whole. */
export function RunPanel({ run }: { run: Run }) {
  const words = useWords(runWords);
  return (
    <section className="panel" aria-label={words.wholeRun}>
      <header className="panel-head">
        <h2>{words.wholeRun}</h2>
      </header>
      <ValueTabs values={run} open={isOpen(run.status)} first={run.status === 'completed' ? 'output' : 'input'} />
    </section>
  );
}

/** The values of one attempt of a task, and what can be done with it. */
export function TaskPanel({
  run,
  item,
  status,
  end,
  commands,
  onClose,
}: {
  run: Run;
  item: HistoryItem;
  /** Where the attempt stands, as the timeline shows it. */
  status: string;
  /** The end of the run, or now while it goes on. */
  end: number;
  commands: Commands;
  onClose: () => void;
}) {
  const words = useWords(runWords);
  const shell = useWords(shellWords);
  const place = usePlace();
  const may = place.may('operator');
  const child = childOf(item);
  const failed = item.status === 'faulted';
  return (
    <section className="panel" aria-label={titleOf(item.task)}>
      <header className="panel-head">
        <h2>
          <bdi>{titleOf(item.task)}</bdi>
        </h2>
        <Button look="quiet" onClick={onClose}>
          {words.close}
        </Button>
      </header>
      <p className="panel-facts">
        <StatusMark status={status} />
        {item.iteration == null ? null : <span>{words.item(spokenItem(item.iteration))}</span>}
        {item.attempt > 1 ? <span>{words.attempt(item.attempt)}</span> : null}
        <span className="soft">
          <Time at={item.startedAt} />
        </span>
        {item.status === 'skipped' ? null : (
          <span className="soft">
            {duration((item.endedAt ? Date.parse(item.endedAt) : end) - Date.parse(item.startedAt))}
          </span>
        )}
      </p>
      <p className="soft mono panel-pointer">
        <bdi>{item.pointer}</bdi>
      </p>
      {item.status === 'skipped' ? <p>{words.skipped}</p> : null}
      {isUndoing(item) ? <p>{words.undoes}</p> : null}
      {answeredBy(item) === null ? null : <p>{words.answered(answeredBy(item) ?? '')}</p>}
      {child === null ? null : (
        <p>
          <Link to={place.to(`/runs/${encodeURIComponent(child.run)}`)}>{words.child(child.status)}</Link>
        </p>
      )}
      {waitsForAnswer(item) && isOpen(run.status) ? (
        <AnswerForm key={item.position} run={run.id} position={item.position ?? 0} />
      ) : null}
      {run.status === 'faulted' && item.status !== 'skipped' ? (
        <Button
          disabled={!may}
          title={may ? undefined : shell.needs(shell.role.operator ?? 'operator')}
          busy={commands.command !== null && commands.command.state !== 'slow'}
          onClick={() => commands.give('retry', { from: item.pointer })}
        >
          {words.retryHere}
        </Button>
      ) : null}
      <ValueTabs
        key={`${item.pointer} ${String(item.position)} ${String(item.attempt)}`}
        values={item}
        open={item.status === 'running'}
        first={failed ? 'error' : item.status === 'completed' ? 'output' : 'input'}
      />
    </section>
  );
}

function ValueTabs({ values, open, first }: { values: Values; open: boolean; first: TabKey }) {
  const words = useWords(runWords);
  const [query, setQuery] = useSearchParams();
  const said = TABS.find((tab) => tab === query.get('tab'));
  const tab = said ?? first;
  const value = values[tab];
  const missing: Record<TabKey, string> = {
    input: words.noInput,
    output: open ? words.noOutputYet : words.noOutput,
    error: words.noError,
  };
  return (
    <>
      <Tabs
        label={words.values}
        tabs={TABS.map((key) => ({ key, label: words[key] }))}
        current={tab}
        onChange={(key) => {
          const next = new URLSearchParams(query);
          next.set('tab', key);
          setQuery(next, { replace: true });
        }}
      >
        {value === undefined || value === null ? (
          <p className="soft">{missing[tab]}</p>
        ) : (
          <>
            <ValueView value={value} label={words[tab]} />
            <CopyJson value={value} />
          </>
        )}
      </Tabs>
      {values.omitted === undefined || values.omitted.length === 0 ? null : (
        <Notice title={words.omitted}>
          {values.omitted.map((why) => (
            <p key={why}>{why}</p>
          ))}
        </Notice>
      )}
    </>
  );
}

function CopyJson({ value }: { value: unknown }) {
  const words = useWords(runWords);
  return <CopyButton text={() => JSON.stringify(value, null, 2)} label={words.copyJson} />;
}

function detailOf(item: HistoryItem): Record<string, unknown> {
  return typeof item.detail === 'object' && item.detail !== null ? (item.detail as Record<string, unknown>) : {};
}

function isUndoing(item: HistoryItem): boolean {
  return detailOf(item).compensation === true;
}

function answeredBy(item: HistoryItem): string | null {
  const { callback, actor } = detailOf(item);
  return callback === 'answered' && typeof actor === 'string' ? actor : null;
}
