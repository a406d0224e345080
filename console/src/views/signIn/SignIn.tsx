import { useState, type SyntheticEvent } from 'react';
import { asProblem, type Problem } from '../../api/problem';
import { signIn } from '../../api/session';
import type { Session } from '../../api/types';
import { ProblemNotice } from '../../shell/ProblemNotice';
import { useTitle } from '../../shell/useTitle';
import { Button } from '../../ui/Button';
import { TextField } from '../../ui/Field';
import { useWords } from '../../ui/language';
import { Notice } from '../../ui/Notice';
import { signInWords } from './words';

/**
 * The door of the console. The key goes to the server once and is kept nowhere here.
 *
 * @param again whether a session has ended and its page waits behind
 */
export function SignIn({ onSignedIn, again = false }: { onSignedIn: (session: Session) => void; again?: boolean }) {
  const words = useWords(signInWords);
  const [key, setKey] = useState('');
  const [busy, setBusy] = useState(false);
  const [empty, setEmpty] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  useTitle(words.title);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setEmpty(key.trim() === '');
    if (key.trim() === '') {
      return;
    }
    setBusy(true);
    setProblem(null);
    signIn(key).then(onSignedIn, (e: unknown) => {
      setProblem(asProblem(e));
      setBusy(false);
    });
  };
  return (
    <main className="alone">
      <img src="/mark.svg" alt="" width="40" height="40" />
      <h1>{words.title}</h1>
      <p className="soft">{again ? words.again : words.introduction}</p>
      <form onSubmit={submit} className="sign-in" noValidate>
        <TextField
          label={words.key}
          help={words.help}
          error={empty ? words.missing : undefined}
          type="password"
          name="key"
          autoComplete="current-password"
          autoFocus
          value={key}
          onChange={(event) => setKey(event.target.value)}
        />
        {problem === null ? null : problem.status === 401 ? (
          <Notice tone="error" title={words.wrong} />
        ) : (
          <ProblemNotice problem={problem} />
        )}
        <Button look="main" type="submit" busy={busy}>
          {words.enter}
        </Button>
      </form>
    </main>
  );
}
