import { useId, useState } from 'react';
import { useNavigate } from 'react-router';
import { freshKey } from '../../api/client';
import { asProblem, type Problem } from '../../api/problem';
import { ProblemNotice } from '../../shell/ProblemNotice';
import { usePlace } from '../../shell/session';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { useWords } from '../../ui/language';
import { workflowWords } from './words';

const LINES = 8;

/** Asks for an input and starts a run. The same click never starts two, however often it is repeated. */
export function StartDialog({ name, version, onClose }: { name: string; version: string | null; onClose: () => void }) {
  const words = useWords(workflowWords);
  const place = usePlace();
  const navigate = useNavigate();
  const id = useId();
  const [text, setText] = useState('{}');
  const [wrong, setWrong] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const [once, setOnce] = useState(freshKey);
  const start = () => {
    let input: unknown;
    try {
      input = JSON.parse(text);
    } catch (e) {
      setWrong(e instanceof Error ? e.message : '');
      return;
    }
    setWrong(null);
    setBusy(true);
    place.api.start(name, input, version, once).then(
      ({ value }) => void navigate(place.to(`/runs/${value.id}`)),
      (e: unknown) => {
        setProblem(asProblem(e));
        setBusy(false);
      },
    );
  };
  return (
    <Dialog
      title={words.startTitle(name)}
      onClose={onClose}
      acts={
        <Button look="main" busy={busy} onClick={start}>
          {words.start}
        </Button>
      }
    >
      <div className="field">
        <label htmlFor={id}>{words.input}</label>
        <textarea
          id={id}
          className="mono"
          rows={LINES}
          spellCheck={false}
          autoFocus
          value={text}
          aria-invalid={wrong === null ? undefined : true}
          aria-describedby={`${id}-note`}
          onChange={(event) => {
            setText(event.target.value);
            // Another input is another start.
            setOnce(freshKey());
          }}
        />
        <p
          id={`${id}-note`}
          className={wrong === null ? 'field-help' : 'field-error'}
          role={wrong === null ? undefined : 'alert'}
        >
          {wrong === null ? words.inputHelp : words.notJson(wrong)}
        </p>
      </div>
      {problem ? <ProblemNotice problem={problem} onRetry={start} /> : null}
    </Dialog>
  );
}
