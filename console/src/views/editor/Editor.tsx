import { useState } from 'react';
import { useLocation, useNavigate, useParams, useSearchParams } from 'react-router';
import { ProblemNotice } from '../../shell/ProblemNotice';
import { usePlace } from '../../shell/session';
import { useLoad } from '../../shell/useLoad';
import { useTitle } from '../../shell/useTitle';
import { ButtonLink } from '../../ui/Button';
import { useWords } from '../../ui/language';
import { Notice, Skeleton } from '../../ui/Notice';
import { draftKey, drafts } from './drafts';
import './editor.css';
import './publish.css';
import './templates.css';
import './try.css';
import { Templates } from './Templates';
import { templateNamed } from './templates';
import { Workbench } from './Workbench';
import { editorWords } from './words';

/** Writes an automation: a new one from a template, or the next version of one that is there. */
export default function Editor() {
  const words = useWords(editorWords);
  const { name } = useParams();
  const place = usePlace();
  useTitle(name === undefined ? words.newAutomation : words.edit(name));
  if (!place.may('editor')) {
    return (
      <>
        <h1>
          <bdi>{name === undefined ? words.newAutomation : words.edit(name)}</bdi>
        </h1>
        <Notice
          act={
            name === undefined ? undefined : (
              <ButtonLink to={place.to(`/workflows/${encodeURIComponent(name)}`)}>{words.openWorkflow}</ButtonLink>
            )
          }
        >
          {words.editorRole}
        </Notice>
      </>
    );
  }
  return name === undefined ? <New /> : <Existing key={name} name={name} />;
}

/** Goes to the editor of what was published under another name than it was opened by. */
function useLeaving() {
  const place = usePlace();
  const navigate = useNavigate();
  return (name: string, published: string) =>
    void navigate(place.to(`/editor/${encodeURIComponent(name)}`), { replace: true, state: { published } });
}

function New() {
  const place = usePlace();
  const leaveFor = useLeaving();
  const [parameters] = useSearchParams();
  const chosen = parameters.get('template');
  const template = chosen === null ? undefined : templateNamed(chosen);
  if (template === undefined) {
    return <Templates />;
  }
  const key = draftKey(place.tenant, { template: template.name });
  return (
    <Workbench
      key={key}
      name={null}
      base={{ text: template.text, etag: null, version: null }}
      draft={drafts.read(key)}
      draftKey={key}
      justPublished={null}
      onPublished={leaveFor}
    />
  );
}

function Existing({ name }: { name: string }) {
  const words = useWords(editorWords);
  const place = usePlace();
  const leaveFor = useLeaving();
  const { state } = useLocation() as { state: { published?: string } | null };
  const [justPublished] = useState(state?.published ?? null);
  const opened = useLoad(`${place.tenant}/${name}`, (signal) => place.api.workflow(name, null, signal));
  if (opened.value === null) {
    return (
      <>
        <h1>
          <bdi>{words.edit(name)}</bdi>
        </h1>
        {opened.problem === null ? (
          <Skeleton label={words.loading} lines={6} />
        ) : (
          <ProblemNotice problem={opened.problem} onRetry={opened.reload} />
        )}
      </>
    );
  }
  const { value, etag } = opened.value;
  const draft = drafts.read(draftKey(place.tenant, { name }));
  const key = draftKey(place.tenant, { name });
  return (
    <Workbench
      key={key}
      name={name}
      base={{ text: value.source, etag, version: value.version }}
      draft={draft?.text === value.source ? null : draft}
      draftKey={key}
      justPublished={justPublished}
      onPublished={leaveFor}
    />
  );
}
