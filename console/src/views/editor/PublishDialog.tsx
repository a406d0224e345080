import { useMemo, useState } from 'react';
import { asProblem, Problem } from '../../api/problem';
import type { TenantApi } from '../../api/tenant';
import { execute, isRefusal, setVersion, type Edit } from '../../core/edits';
import type { Definition } from '../../core/definition';
import { ProblemNotice } from '../../shell/ProblemNotice';
import { usePlace } from '../../shell/session';
import { useLoad } from '../../shell/useLoad';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { TextField } from '../../ui/Field';
import { useWords } from '../../ui/language';
import { Notice, Skeleton } from '../../ui/Notice';
import { Changes } from './Changes';
import { publishWords } from './publishWords';
import { isHigher, versionChoice } from './versionChoice';
import type { Base } from './Workbench';

interface Props {
  definition: Definition;
  /** The name of the workflow that is edited; null of a new one. */
  openedName: string | null;
  base: Base;
  onClose: () => void;
  /** What is published by now, to compare and publish upon. */
  onNewest: (base: Base) => void;
  /** The edit that writes the chosen version into the text. */
  onVersion: (edit: Edit) => void;
  onPublished: (published: { name: string; base: Base }) => void;
}

/** Shows what would change, asks for a version, and publishes upon what was compared. */
export function PublishDialog({ definition, openedName, base, onClose, onNewest, onVersion, onPublished }: Props) {
  const words = useWords(publishWords);
  const { api } = usePlace();
  const { name } = definition;
  const isOther = name !== openedName;
  const there = useLoad(`${name}/${String(base.etag)}`, (signal) => whatIsThere(api, name, signal));
  const [chosen, setChosen] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  const current = there.value?.current ?? null;
  // A workflow of another name is compared with what stands under that name.
  const compared: Base = isOther ? (current ?? { text: '', etag: null, version: null }) : base;
  const before = compared.version === null ? null : compared.text;
  const published = useMemo(() => new Set(there.value?.versions ?? []), [there.value]);
  const isTaken = published.has(definition.version) && before !== definition.text;
  const { presets, highest } = versionChoice(definition.version, isTaken, [...published]);
  const version = chosen ?? presets[0]?.version ?? definition.version;
  const edit = version === definition.version ? null : setVersion(definition, version);
  const isRefused = edit !== null && isRefusal(edit);
  const publish = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const text = edit === null || isRefusal(edit) ? definition.text : execute(definition.text, edit);
      const how = compared.etag === null ? {} : { ifMatch: compared.etag };
      const answer = await api.publish(name, text, how);
      if (edit !== null && !isRefusal(edit)) {
        onVersion(edit);
      }
      onPublished({ name, base: { text, etag: answer.etag, version } });
    } catch (e) {
      setProblem(plainly(asProblem(e)));
      setBusy(false);
    }
  };
  const loadNewest = async () => {
    try {
      const newest = (await whatIsThere(api, name)).current;
      setProblem(null);
      if (newest !== null && !isOther) {
        onNewest(newest);
      } else {
        there.reload();
      }
    } catch (e) {
      setProblem(asProblem(e));
    }
  };
  const isReady = there.value !== null && version.trim() !== '' && !isRefused;
  return (
    <Dialog
      wide
      title={words.title(name)}
      onClose={onClose}
      acts={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button look="main" busy={busy} disabled={!isReady} onClick={() => void publish()}>
            {words.publish(version)}
          </Button>
        </>
      }
    >
      {problem === null ? null : (
        <ProblemNotice
          problem={problem}
          act={problem.status === 412 ? <Button onClick={() => void loadNewest()}>{words.newest}</Button> : undefined}
        />
      )}
      {there.problem === null ? null : <ProblemNotice problem={there.problem} onRetry={there.reload} />}
      {there.value === null ? (
        there.problem === null ? (
          <Skeleton label={words.loading} lines={3} />
        ) : null
      ) : (
        <>
          {isOther && openedName !== null ? <Notice tone="warning">{words.otherName(name, openedName)}</Notice> : null}
          {openedName === null && current !== null ? (
            <Notice tone="warning">{words.exists(name, current.version ?? '')}</Notice>
          ) : null}
          <Changes before={before} beforeVersion={compared.version} after={definition} />
          <fieldset className="versions">
            <legend>{words.version}</legend>
            <div className="version-presets">
              {presets.map((preset) => (
                <label key={preset.version} className="version-preset">
                  <input
                    type="radio"
                    name="version"
                    checked={preset.version === version}
                    onChange={() => setChosen(preset.version)}
                  />
                  <span className="mono">{preset.version}</span>
                  <span className="soft">{words.preset[preset.kind]}</span>
                </label>
              ))}
            </div>
            <TextField
              label={words.otherVersion}
              value={version}
              error={isRefused ? words.noVersion : undefined}
              help={
                highest !== null && version !== highest && !isHigher(version, highest)
                  ? words.lower(version, highest)
                  : isTaken
                    ? words.taken(definition.version)
                    : undefined
              }
              onChange={(event) => setChosen(event.target.value)}
            />
          </fieldset>
          <p>{before === null ? words.startsNow : words.openRuns}</p>
        </>
      )}
    </Dialog>
  );
}

/** The server names the states by their fingerprints, which says nothing to a person. */
function plainly(problem: Problem): Problem {
  return problem.status === 412 ? new Problem(problem.status, problem.title, '') : problem;
}

/** What stands under a name, and its versions; nothing when nothing was published so. */
async function whatIsThere(
  api: TenantApi,
  name: string,
  signal?: AbortSignal,
): Promise<{ current: Base | null; versions: string[] }> {
  try {
    const [workflow, versions] = await Promise.all([
      api.workflow(name, null, signal),
      api.versions(name, null, signal),
    ]);
    const { source, version } = workflow.value;
    return {
      current: { text: source, etag: workflow.etag, version },
      versions: versions.items.map((each) => each.version),
    };
  } catch (e) {
    if (asProblem(e).status === 404) {
      return { current: null, versions: [] };
    }
    throw e;
  }
}
