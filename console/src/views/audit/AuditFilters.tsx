import { useId, useState, type SyntheticEvent } from 'react';
import { Button } from '../../ui/Button';
import { TextField } from '../../ui/Field';
import { useWords } from '../../ui/language';
import { isFiltered, KNOWN_KINDS, momentOf, writtenMoment } from './filters';
import { auditWords } from './words';

interface Props {
  search: URLSearchParams;
  onChange: (next: URLSearchParams) => void;
  onClear: () => void;
}

/** What narrows the list; it is in the address, so that a link shows the same. */
export function AuditFilters({ search, onChange, onClear }: Props) {
  const words = useWords(auditWords);
  const id = useId();
  const [kind, setKind] = useState(search.get('kind') ?? '');
  const [actor, setActor] = useState(search.get('actor') ?? '');
  const [run, setRun] = useState(search.get('run') ?? '');
  const [from, setFrom] = useState(writtenMoment(search.get('from')));
  const [to, setTo] = useState(writtenMoment(search.get('to')));
  const [checked, setChecked] = useState(false);
  const wrong = (text: string) =>
    checked && text.trim() !== '' && momentOf(text) === null ? words.badTime : undefined;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setChecked(true);
    const moments = [from, to].map((text) => (text.trim() === '' ? '' : momentOf(text)));
    if (moments.includes(null)) {
      return;
    }
    const next = { kind, actor, run, from: moments[0] ?? '', to: moments[1] ?? '' };
    onChange(
      new URLSearchParams(Object.entries(next).flatMap(([key, value]) => (value.trim() ? [[key, value.trim()]] : []))),
    );
  };
  return (
    <form className="audit-filters" onSubmit={submit} aria-label={words.filters} noValidate>
      <TextField
        label={words.kind}
        list={`${id}-kinds`}
        value={kind}
        onChange={(event) => setKind(event.target.value)}
      />
      <datalist id={`${id}-kinds`}>
        {KNOWN_KINDS.map((known) => (
          <option key={known} value={known} />
        ))}
      </datalist>
      <TextField label={words.actor} value={actor} onChange={(event) => setActor(event.target.value)} />
      <TextField label={words.run} value={run} onChange={(event) => setRun(event.target.value)} />
      <TextField
        label={words.from}
        placeholder="2026-11-21 14:05"
        title={words.timeHelp}
        error={wrong(from)}
        value={from}
        onChange={(event) => setFrom(event.target.value)}
      />
      <TextField
        label={words.to}
        placeholder="2026-11-21 15:00"
        title={words.timeHelp}
        error={wrong(to)}
        value={to}
        onChange={(event) => setTo(event.target.value)}
      />
      <Button type="submit">{words.apply}</Button>
      {isFiltered(search) ? (
        <Button look="quiet" onClick={onClear}>
          {words.clear}
        </Button>
      ) : null}
    </form>
  );
}
