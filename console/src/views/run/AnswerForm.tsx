import { useId, useState, type SyntheticEvent } from 'react';
import { asProblem, type Problem } from '../../api/problem';
import { ProblemNotice } from '../../shell/ProblemNotice';
import { usePlace } from '../../shell/session';
import { shellWords } from '../../shell/words';
import { Button } from '../../ui/Button';
import { useWords } from '../../ui/language';
import { Notice } from '../../ui/Notice';
import { answerOf } from './answer';
import { runWords } from './words';

/** Answers a callback in the place of whoever is waited for. */
export function AnswerForm({ run, position }: { run: string; position: number }) {
  const words = useWords(runWords);
  const shell = useWords(shellWords);
  const { api, may } = usePlace();
  const id = useId();
  const [fails, setFails] = useState(false);
  const [json, setJson] = useState('{}');
  const [why, setWhy] = useState('');
  const [flaw, setFlaw] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const [sent, setSent] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  if (!may('operator')) {
    return <Notice title={words.waitsFor}>{shell.needs(shell.role.operator ?? 'operator')}</Notice>;
  }
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    const answer = answerOf(fails, json, why);
    setFlaw('flaw' in answer ? (answer.flaw === '' ? words.whyMissing : words.notJson(answer.flaw)) : null);
    if ('flaw' in answer) {
      return;
    }
    setSending(true);
    setProblem(null);
    api.answer(run, position, answer).then(
      () => {
        setSending(false);
        setSent(true);
      },
      (e: unknown) => {
        setSending(false);
        setProblem(asProblem(e));
      },
    );
  };
  return (
    <form className="answer" aria-label={words.answer} onSubmit={send} noValidate>
      <h3>{words.waitsFor}</h3>
      <p className="soft">{words.answerText}</p>
      <fieldset className="answer-how">
        <legend className="unseen">{words.how}</legend>
        <label>
          <input type="radio" name={`${id}-how`} checked={!fails} onChange={() => setFails(false)} />
          {words.completeWith}
        </label>
        <label>
          <input type="radio" name={`${id}-how`} checked={fails} onChange={() => setFails(true)} />
          {words.failWith}
        </label>
      </fieldset>
      <div className="field">
        <label htmlFor={id}>{fails ? words.why : words.json}</label>
        <textarea
          id={id}
          rows={fails ? 2 : 5}
          className={fails ? '' : 'mono'}
          spellCheck={fails}
          value={fails ? why : json}
          aria-invalid={flaw === null ? undefined : true}
          aria-describedby={flaw === null ? undefined : `${id}-flaw`}
          onChange={(event) => (fails ? setWhy(event.target.value) : setJson(event.target.value))}
        />
        {flaw === null ? null : (
          <p id={`${id}-flaw`} className="field-error" role="alert">
            {flaw}
          </p>
        )}
      </div>
      {problem === null ? null : <ProblemNotice problem={problem} />}
      {sent ? <Notice tone="good" title={words.sent} /> : null}
      <Button look="main" type="submit" busy={sending} disabled={sent}>
        {words.send}
      </Button>
    </form>
  );
}
