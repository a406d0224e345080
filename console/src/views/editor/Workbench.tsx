import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { get } from '../../api/client';
import type { Live } from '../../canvas/Drawing';
import { readDefinition } from '../../core/definition';
import { execute, taskAt, type Edit } from '../../core/edits';
import type { JsonSchema } from '../../core/suggestions';
import { usePlace } from '../../shell/session';
import { useLoad } from '../../shell/useLoad';
import { Button, ButtonLink, IconButton } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import { useLocale, useWords } from '../../ui/language';
import { Notice } from '../../ui/Notice';
import { DrawingPane } from './DrawingPane';
import { drafts, type Draft } from './drafts';
import { findingsOf, taskAround, unrepeated, type Finding } from './findings';
import { PaneTabs, type PaneName } from './PaneTabs';
import { Problems } from './Problems';
import { problemWords } from './problemWords';
import { PublishDialog } from './PublishDialog';
import { TextPane, type TextHandle, type TextState } from './TextPane';
import { TryPanel, type TryHandle } from './TryPanel';
import { useCheck } from './useCheck';
import { useDraft } from './useDraft';
import { useEditorKeys } from './useEditorKeys';
import { useReading } from './useReading';
import { useSettled } from './useSettled';
import { editorWords } from './words';

const DRAW_AFTER_MS = 150;
// As in editor.css: below, one part of the editor is seen at a time.
const NARROW = '(max-width: 900px)';

/** What was published when the text was opened; all null of something new. */
export interface Base {
  text: string;
  etag: string | null;
  version: string | null;
}

interface Props {
  /** The name under which it was opened; null of something new. */
  name: string | null;
  base: Base;
  draft: Draft | null;
  draftKey: string;
  /** The version that was published a moment ago, under another address. */
  justPublished: string | null;
  onPublished: (name: string, version: string) => void;
}

/** Text, drawing, problems and trials of one definition, side by side. */
export function Workbench({ name, base: opened, draft, draftKey, justPublished, onPublished }: Props) {
  const words = useWords(editorWords);
  const plain = useWords(problemWords);
  const locale = useLocale();
  const place = usePlace();
  const [base, setBase] = useState(() => (draft === null ? opened : { ...opened, etag: draft.etag }));
  const [state, setState] = useState<TextState>(() => ({
    text: draft?.text ?? opened.text,
    cursor: 0,
    canUndo: false,
    canRedo: false,
    byHand: false,
  }));
  const [notice, setNotice] = useState<'draft' | 'published' | null>(
    draft !== null ? 'draft' : justPublished === null ? null : 'published',
  );
  const [publishing, setPublishing] = useState(false);
  const [live, setLive] = useState<{ text: string; states: Live } | null>(null);
  const [parameters, setParameters] = useSearchParams();
  const pane = (parameters.get('pane') ?? 'text') as PaneName;
  const [selected, setSelected] = useState<string | null>(parameters.get('task'));
  const text = useRef<TextHandle>(null);
  const schema = useLoad('schema', (signal) => get<JsonSchema>('/v1/schemas/workflow.json', signal));
  const kept = useDraft(draftKey, state.text, base);

  const rested = useSettled(state.text, DRAW_AFTER_MS);
  // What was done on the drawing shows on it at once.
  const [drawnText, setDrawnText] = useState<string | null>(null);
  const { text: settled, reading } = useReading(drawnText === state.text ? drawnText : rested);
  const [good, setGood] = useState(reading.ok ? reading.definition : null);
  if (reading.ok && good !== reading.definition) {
    setGood(reading.definition);
  }
  const check = useCheck(place.api, settled, reading);
  const findings = useMemo(
    () =>
      unrepeated(
        findingsOf(settled, reading, check.kind === 'flawed' ? check.flaws : []).map((finding) => ({
          ...finding,
          message: plain[finding.code] ?? finding.message,
        })),
      ),
    [settled, reading, check, plain],
  );
  const isCurrent = reading.ok && settled === state.text;

  const around = state.byHand && isCurrent ? taskAround(reading.definition, state.cursor) : null;
  const [followed, setFollowed] = useState(around);
  if (around !== followed) {
    setFollowed(around);
    if (around !== null) {
      setSelected(around);
    }
  }
  const setParameter = useCallback(
    (key: string, value: string | null) =>
      setParameters(
        (before) => {
          const next = new URLSearchParams(before);
          if (value === null) {
            next.delete(key);
          } else {
            next.set(key, value);
          }
          return next;
        },
        { replace: true },
      ),
    [setParameters],
  );
  const shownTask = useSettled(selected, 400);
  const addressed = parameters.get('task');
  useEffect(() => {
    if (shownTask !== addressed) {
      setParameter('task', shownTask);
    }
    // The address follows the choice, never the other way about.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [shownTask, setParameter]);

  const offsetOf = useCallback(
    (pointer: string) => {
      const task = good === null || !isCurrent ? undefined : taskAt(good, pointer);
      return task?.nameRange.from ?? null;
    },
    [good, isCurrent],
  );
  const select = useCallback(
    (pointer: string) => {
      setSelected(pointer);
      const offset = offsetOf(pointer);
      if (offset !== null) {
        text.current?.show(offset, false);
      }
    },
    [offsetOf],
  );
  // The text has to be on the page before it can be gone to.
  const [destination, setDestination] = useState<{ offset: number } | null>(null);
  const reached = useRef<object | null>(null);
  const isTextShown = pane === 'text' || !matchMedia(NARROW).matches;
  useEffect(() => {
    if (destination !== null && isTextShown && reached.current !== destination) {
      reached.current = destination;
      text.current?.show(destination.offset, true);
    }
  }, [destination, isTextShown]);
  const goTo = useCallback(
    (offset: number | null) => {
      if (matchMedia(NARROW).matches) {
        setParameter('pane', 'text');
      }
      if (offset !== null) {
        setDestination({ offset });
      }
    },
    [setParameter],
  );
  const open = useCallback(
    (pointer: string) => {
      setSelected(pointer);
      goTo(offsetOf(pointer));
    },
    [goTo, offsetOf],
  );
  const current = useCallback(() => {
    const now = isCurrent ? reading : readDefinition(state.text);
    return now.ok ? now.definition : null;
  }, [isCurrent, reading, state.text]);
  const edit = useCallback(
    (made: Edit, pointer: string | null) => {
      const changed = execute(state.text, made);
      const after = readDefinition(changed);
      setDrawnText(changed);
      const task = pointer !== null && after.ok ? taskAt(after.definition, pointer) : undefined;
      text.current?.change(made.changes, task?.nameRange.from);
      setSelected(pointer);
    },
    [state.text],
  );
  const jump = (finding: Finding) => goTo(finding.from);
  const openTry = useCallback(() => setParameter('pane', 'try'), [setParameter]);
  const trial = useRef<TryHandle>(null);
  useEditorKeys({ onTry: () => (pane === 'try' ? trial.current?.start() : openTry()), onSave: kept.saveNow });
  const discard = () => {
    drafts.discard(draftKey);
    setBase(opened);
    setNotice(null);
    text.current?.replace(opened.text);
  };
  const heading = name === null ? words.newAutomation : words.edit(name);
  const shownLive = live !== null && live.text === state.text && pane === 'try' ? live.states : undefined;
  const narrowPane = pane === 'problems' || pane === 'try' ? pane : null;
  return (
    <div className="editor" data-pane={pane}>
      <header className="editor-head">
        <h1>
          <bdi>{heading}</bdi>
        </h1>
        <p className="editor-saved soft" role="status">
          {kept.savedAt === null ? '' : words.saved(clock(kept.savedAt, locale))}
        </p>
        <IconButton
          label={words.undo}
          icon={<Icon name="undo" />}
          disabled={!state.canUndo}
          onClick={() => text.current?.undo()}
        />
        <IconButton
          label={words.redo}
          icon={<Icon name="redo" />}
          disabled={!state.canRedo}
          onClick={() => text.current?.redo()}
        />
        <Button onClick={openTry} aria-keyshortcuts="Control+Enter">
          <Icon name="play" />
          {words.tryIt}
        </Button>
        <Button look="main" disabled={!isCurrent} onClick={() => setPublishing(true)}>
          {words.publish}
        </Button>
      </header>
      {kept.trouble === null ? null : <Notice tone="error" title={words.storage[kept.trouble]} />}
      {notice === 'draft' && draft !== null ? (
        <Notice act={<Button onClick={discard}>{words.discard}</Button>}>
          <p>{words.draftShown(clock(draft.at, locale))}</p>
          {draft.etag !== opened.etag && opened.version !== null ? <p>{words.draftBehind(opened.version)}</p> : null}
        </Notice>
      ) : null}
      {notice === 'published' ? (
        <Notice
          tone="good"
          act={
            <ButtonLink to={place.to(`/workflows/${encodeURIComponent(name ?? '')}`)}>{words.openWorkflow}</ButtonLink>
          }
        >
          {words.published(name ?? '', base.version ?? '')}
        </Notice>
      ) : null}
      <PaneTabs current={pane} problems={findings.length} onChange={(next) => setParameter('pane', next)} />
      <div className="editor-panes">
        <section className="text-pane" aria-label={words.text}>
          <TextPane
            ref={text}
            initial={draft?.text ?? opened.text}
            schema={schema.value}
            findings={findings}
            onState={setState}
          />
          <p className="text-hint soft">{words.leaveText}</p>
        </section>
        <DrawingPane
          definition={good}
          current={current}
          frozen={!reading.ok && settled !== ''}
          live={shownLive}
          selected={selected}
          onSelect={select}
          onOpen={open}
          onEdit={edit}
        />
        <div className={`editor-drawer drawer-${narrowPane ?? 'closed'}`}>
          {pane === 'try' ? (
            <TryPanel
              ref={trial}
              definition={isCurrent ? reading.definition : null}
              text={state.text}
              selected={selected}
              onSelect={select}
              onLive={setLive}
              onClose={() => setParameter('pane', null)}
            />
          ) : (
            <Problems findings={findings} check={check} onJump={jump} />
          )}
        </div>
      </div>
      {publishing && isCurrent ? (
        <PublishDialog
          definition={reading.definition}
          openedName={name}
          base={base}
          onClose={() => setPublishing(false)}
          onNewest={setBase}
          onVersion={(made) => text.current?.change(made.changes)}
          onPublished={(published) => {
            setPublishing(false);
            kept.settle(published.base);
            setBase(published.base);
            if (published.name === name) {
              setNotice('published');
            } else {
              onPublished(published.name, published.base.version ?? '');
            }
          }}
        />
      ) : null}
    </div>
  );
}

function clock(at: string, locale: string): string {
  const moment = new Date(at);
  const isToday = moment.toDateString() === new Date().toDateString();
  return isToday
    ? moment.toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit' })
    : moment.toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' });
}
