import { useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { asProblem, type Problem } from '../../api/problem';
import type { WorkflowDefinition } from '../../api/types';
import { ProblemNotice } from '../../shell/ProblemNotice';
import { usePlace } from '../../shell/session';
import { useLoad } from '../../shell/useLoad';
import { useTitle } from '../../shell/useTitle';
import { Button, ButtonLink } from '../../ui/Button';
import { CopyButton } from '../../ui/CopyButton';
import { Dialog } from '../../ui/Dialog';
import { useWords } from '../../ui/language';
import { Skeleton } from '../../ui/Notice';
import { Tabs } from '../../ui/Tabs';
import { WorkflowMiniature } from '../workflows/WorkflowMiniature';
import { RecentRuns } from './RecentRuns';
import { StartDialog } from './StartDialog';
import { Versions } from './Versions';
import { workflowWords } from './words';
import './workflow.css';

const TABS = ['runs', 'versions', 'definition'] as const;
type TabKey = (typeof TABS)[number];

/** One workflow: its drawing, its runs, its versions, its definition. */
export default function Workflow() {
  const words = useWords(workflowWords);
  const place = usePlace();
  const { name = '' } = useParams();
  const [search, setSearch] = useSearchParams();
  const [over, setOver] = useState<'start' | 'remove' | null>(null);
  const wanted = search.get('version');
  const workflow = useLoad(`${place.tenant} ${name} ${wanted ?? ''}`, (signal) =>
    place.api.workflow(name, wanted, signal),
  );
  useTitle(name);
  const tab = TABS.find((key) => key === search.get('tab')) ?? 'runs';
  const show = (key: TabKey) =>
    setSearch({ tab: key, ...(wanted === null ? {} : { version: wanted }) }, { replace: true });
  const definition = workflow.value?.value;
  const path = place.to(`/editor/${encodeURIComponent(name)}`);
  return (
    <>
      <div className="page-head">
        <h1>
          <bdi>{name}</bdi> <span className="soft workflow-version">{definition?.version}</span>
        </h1>
        {definition && place.may('operator') ? <Button onClick={() => setOver('start')}>{words.run}</Button> : null}
        {definition && place.may('editor') ? (
          <>
            <Button look="quiet" onClick={() => setOver('remove')}>
              {words.remove}
            </Button>
            <ButtonLink look="main" to={path}>
              {words.edit}
            </ButtonLink>
          </>
        ) : null}
      </div>
      {workflow.problem ? <ProblemNotice problem={workflow.problem} onRetry={workflow.reload} /> : null}
      {definition === undefined && workflow.loading ? <Skeleton label={words.loading} lines={8} /> : null}
      {definition ? (
        <div className="workflow">
          <div className="workflow-drawing">
            <WorkflowMiniature name={name} version={definition.version} />
          </div>
          <Tabs label={words.tabs} tabs={TABS.map((key) => ({ key, label: words[key] }))} current={tab} onChange={show}>
            <Part tab={tab} name={name} definition={definition} />
          </Tabs>
        </div>
      ) : null}
      {over === 'start' && definition ? (
        <StartDialog name={name} version={wanted} onClose={() => setOver(null)} />
      ) : null}
      {over === 'remove' ? <RemoveDialog name={name} onClose={() => setOver(null)} /> : null}
    </>
  );
}

function Part({ tab, name, definition }: { tab: TabKey; name: string; definition: WorkflowDefinition }) {
  const words = useWords(workflowWords);
  switch (tab) {
    case 'runs':
      return <RecentRuns name={name} />;
    case 'versions':
      return <Versions name={name} current={definition.version} aliases={definition.aliases} />;
    case 'definition':
      return (
        <>
          <CopyButton text={definition.source} label={words.copy} />
          <pre className="workflow-source" tabIndex={0} aria-label={words.definition}>
            {definition.source}
          </pre>
        </>
      );
  }
}

function RemoveDialog({ name, onClose }: { name: string; onClose: () => void }) {
  const words = useWords(workflowWords);
  const place = usePlace();
  const navigate = useNavigate();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const remove = () => {
    setBusy(true);
    place.api.deleteWorkflow(name).then(
      () => void navigate(place.to('/workflows')),
      (e: unknown) => {
        setProblem(asProblem(e));
        setBusy(false);
      },
    );
  };
  return (
    <Dialog
      title={words.removeTitle(name)}
      onClose={onClose}
      acts={
        <>
          <Button onClick={onClose}>{words.keep}</Button>
          <Button look="danger" busy={busy} onClick={remove}>
            {words.remove}
          </Button>
        </>
      }
    >
      <p>{words.removeText}</p>
      {problem ? <ProblemNotice problem={problem} /> : null}
    </Dialog>
  );
}
