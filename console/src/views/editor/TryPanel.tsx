import { useEffect, useId, useImperativeHandle, useMemo, useRef, useState, type Ref } from 'react';
import type { Live } from '../../canvas/Drawing';
import type { Definition } from '../../core/definition';
import { taskAt } from '../../core/edits';
import { sampleInput } from '../../core/samples';
import { liveState } from '../../core/timeline';
import { asProblem, type Problem } from '../../api/problem';
import { isOpen } from '../../api/types';
import { LiveMark } from '../../shell/LiveMark';
import { ProblemNotice } from '../../shell/ProblemNotice';
import { usePlace } from '../../shell/session';
import { Button, ButtonLink, IconButton } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import { useWords } from '../../ui/language';
import { Notice } from '../../ui/Notice';
import { StatusMark } from '../../ui/StatusMark';
import { ValueView } from '../../ui/ValueView';
import { StepView } from './StepView';
import { tryWords } from './tryWords';
import { useTrial } from './useTrial';

/** What the keys of the editor do with the trial. */
export interface TryHandle {
  start: () => void;
}

interface Props {
  ref: Ref<TryHandle>;
  /** What would be tried; null while the text cannot be read. */
  definition: Definition | null;
  text: string;
  selected: string | null;
  onSelect: (pointer: string) => void;
  onLive: (live: { text: string; states: Live } | null) => void;
  onClose: () => void;
}

/** Runs the draft for real and shows what happens, here and on the drawing. */
export function TryPanel({ ref, definition, text, selected, onSelect, onLive, onClose }: Props) {
  const words = useWords(tryWords);
  const place = usePlace();
  const id = useId();
  const { trial, starting, problem, stream, isOver, start, cancel, readAgain } = useTrial();
  const [input, setInput] = useState(() => written(sampleInput(text) ?? {}));
  const [wrong, setWrong] = useState('');
  const [loadProblem, setLoadProblem] = useState<Problem | null>(null);
  const [note, setNote] = useState('');
  const states = useMemo(() => (trial === null ? null : liveState(trial.items)), [trial]);
  const tried = trial?.text ?? null;
  useEffect(() => {
    onLive(states === null || tried === null ? null : { text: tried, states });
  }, [states, tried, onLive]);
  const go = () => {
    const value = parsed(input);
    setNote('');
    if ('wrong' in value) {
      setWrong(words.noJson(value.wrong));
    } else if (definition !== null) {
      setWrong('');
      void start(definition, value.value);
    }
  };
  useImperativeHandle(ref, () => ({ start: go }));
  const result = useRef<HTMLDivElement>(null);
  const started = trial?.id;
  useEffect(() => {
    if (started !== undefined) {
      result.current?.scrollIntoView({ block: 'nearest' });
    }
  }, [started]);
  const takeSample = () => {
    const sample = sampleInput(text);
    setNote(sample === undefined ? words.noSchema : '');
    setInput(written(sample ?? {}));
    setWrong('');
  };
  const takeLast = async () => {
    try {
      const runs = await place.api.wholeRuns({ workflow: definition?.name ?? '' }, 1);
      const last = runs.items[0];
      setNote(last === undefined ? words.noRuns : words.inputOf(last.id));
      if (last !== undefined) {
        setInput(written(last.input ?? null));
        setWrong('');
      }
      setLoadProblem(null);
    } catch (e) {
      setLoadProblem(asProblem(e));
    }
  };
  const run = trial?.run ?? null;
  const task = selected === null || definition === null ? undefined : taskAt(definition, selected);
  const hasChanged = trial !== null && trial.text !== text;
  return (
    <section className="try" aria-label={words.title}>
      <div className="try-input">
        <header className="try-head">
          <h2>{words.title}</h2>
          <IconButton label={words.close} icon={<Icon name="close" />} onClick={onClose} />
        </header>
        <label htmlFor={id}>{words.input}</label>
        <textarea
          id={id}
          className="mono"
          rows={5}
          spellCheck={false}
          autoFocus
          value={input}
          aria-invalid={wrong === '' ? undefined : true}
          aria-describedby={`${id}-note`}
          onChange={(event) => {
            setInput(event.target.value);
            setWrong('');
          }}
        />
        <p id={`${id}-note`} className={wrong === '' ? 'field-help' : 'field-error'} role="status">
          {wrong === '' ? note : wrong}
        </p>
        <div className="try-acts">
          <Button look="quiet" onClick={takeSample}>
            {words.sample}
          </Button>
          <Button look="quiet" disabled={definition === null} onClick={() => void takeLast()}>
            {words.lastInput}
          </Button>
          <Button
            look="main"
            busy={starting}
            disabled={definition === null}
            onClick={go}
            aria-keyshortcuts="Control+Enter"
          >
            <Icon name="play" />
            {words.start}
          </Button>
        </div>
        <p className="field-help">{definition === null ? words.notReadable : words.promise}</p>
      </div>
      <div className="try-result" ref={result}>
        {problem === null ? null : problem === 'layout' ? (
          <Notice tone="error" title={words.layout} />
        ) : (
          <ProblemNotice problem={problem} {...(trial === null ? {} : { onRetry: readAgain })} />
        )}
        {loadProblem === null ? null : <ProblemNotice problem={loadProblem} />}
        {trial === null ? (
          problem === null && !starting ? (
            <p className="soft">{words.nothingYet}</p>
          ) : null
        ) : (
          <>
            <div className="try-state">
              <StatusMark status={run?.status ?? 'pending'} />
              <LiveMark state={isOver ? null : stream} />
              {run !== null && isOpen(run.status) ? <Button onClick={cancel}>{words.cancel}</Button> : null}
              <ButtonLink look="quiet" to={place.to(`/runs/${trial.id}`)}>
                {words.openRun}
              </ButtonLink>
            </div>
            {hasChanged ? <p className="field-help">{words.changed}</p> : null}
            {run?.error ? (
              <Notice tone="error" title={run.error.title ?? run.error.type ?? words.failed}>
                {run.error.detail ? <p>{run.error.detail}</p> : null}
                {run.error.instance ? (
                  <Button look="quiet" onClick={() => onSelect(run.error?.instance ?? '')}>
                    {words.showTask(run.error.instance)}
                  </Button>
                ) : null}
              </Notice>
            ) : null}
            <div className="try-values">
              {run?.status === 'completed' ? (
                <div>
                  <h3>{words.result}</h3>
                  <ValueView value={run.output} label={words.result} />
                </div>
              ) : null}
              <StepView items={trial.items} pointer={selected} title={task?.title ?? null} />
            </div>
          </>
        )}
      </div>
    </section>
  );
}

function written(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

function parsed(text: string): { value: unknown } | { wrong: string } {
  try {
    return { value: text.trim() === '' ? {} : JSON.parse(text) };
  } catch (e) {
    return { wrong: e instanceof Error ? e.message : String(e) };
  }
}
