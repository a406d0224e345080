import { useState } from 'react';
import { asProblem, type Problem } from '../../api/problem';
import type { Key, NewKey, Role } from '../../api/types';
import { ProblemNotice } from '../../shell/ProblemNotice';
import { usePlace } from '../../shell/session';
import { shellWords } from '../../shell/words';
import { Button } from '../../ui/Button';
import { CopyButton } from '../../ui/CopyButton';
import { Dialog } from '../../ui/Dialog';
import { SelectField, TextField } from '../../ui/Field';
import { useWords } from '../../ui/language';
import { Notice } from '../../ui/Notice';
import { settingsWords } from './words';

const ROLES: readonly Role[] = ['viewer', 'operator', 'editor', 'admin', 'platform-admin'];

/** Makes a key and shows it once. While it is shown, only the button that says it was kept closes the window. */
export function NewKeyDialog({ onClose }: { onClose: () => void }) {
  const words = useWords(settingsWords);
  const shell = useWords(shellWords);
  const place = usePlace();
  const [label, setLabel] = useState('');
  const [role, setRole] = useState<Role>('operator');
  const [made, setMade] = useState<NewKey | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const make = () => {
    setBusy(true);
    setProblem(null);
    place.api.makeKey(role, label.trim()).then(setMade, (e: unknown) => {
      setProblem(asProblem(e));
      setBusy(false);
    });
  };
  if (made !== null) {
    return (
      <Dialog
        title={words.madeTitle}
        onClose={onClose}
        acts={
          <>
            <CopyButton text={made.key} />
            <Button look="main" onClick={onClose}>
              {words.done}
            </Button>
          </>
        }
      >
        <Notice tone="warning" title={words.madeText} />
        <TextField
          label={words.key}
          className="mono"
          readOnly
          value={made.key}
          onFocus={(event) => event.target.select()}
        />
      </Dialog>
    );
  }
  return (
    <Dialog
      title={words.newKey}
      onClose={onClose}
      acts={
        <Button look="main" busy={busy} onClick={make}>
          {words.make}
        </Button>
      }
    >
      <TextField
        label={words.label}
        help={words.labelHelp}
        maxLength={200}
        autoFocus
        value={label}
        onChange={(event) => setLabel(event.target.value)}
      />
      <SelectField
        label={words.role}
        help={words.can[role]}
        value={role}
        onChange={(event) => setRole(event.target.value as Role)}
      >
        {ROLES.filter((each) => place.may(each)).map((each) => (
          <option key={each} value={each}>
            {shell.role[each]}
          </option>
        ))}
      </SelectField>
      {problem ? <ProblemNotice problem={problem} /> : null}
    </Dialog>
  );
}

/** Asks before a key is deleted. */
export function DeleteKeyDialog({ secretOf, onClose }: { secretOf: Key; onClose: () => void }) {
  const words = useWords(settingsWords);
  const place = usePlace();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const remove = () => {
    setBusy(true);
    place.api.deleteKey(secretOf.id).then(onClose, (e: unknown) => {
      setProblem(asProblem(e));
      setBusy(false);
    });
  };
  return (
    <Dialog
      title={words.deleteTitle(secretOf.label === '' ? secretOf.id : secretOf.label)}
      onClose={onClose}
      acts={
        <>
          <Button onClick={onClose}>{words.keep}</Button>
          <Button look="danger" busy={busy} onClick={remove}>
            {words.deleteKey}
          </Button>
        </>
      }
    >
      <p>{words.deleteText}</p>
      {secretOf.id === place.session.keyId ? <Notice tone="warning" title={words.deleteOwn} /> : null}
      {problem ? <ProblemNotice problem={problem} /> : null}
    </Dialog>
  );
}
