import { useId, useMemo, useState, type KeyboardEvent } from 'react';
import { KindIcon } from '../../canvas/KindIcon';
import { kindWords } from '../../canvas/looks';
import { TASK_KINDS, type KnownKind } from '../../core/definition';
import { Dialog } from '../../ui/Dialog';
import { useWords } from '../../ui/language';
import { TextField } from '../../ui/Field';
import { editorWords } from './words';

const KINDS = TASK_KINDS.filter((kind): kind is KnownKind => kind !== 'unknown');

interface Props {
  onChoose: (kind: KnownKind, name: string) => void;
  onClose: () => void;
}

/** Chooses what a new task does by typing a part of its name, and how people call it. */
export function TaskPalette({ onChoose, onClose }: Props) {
  const words = useWords(editorWords);
  const kinds = useWords(kindWords);
  const id = useId();
  const [text, setText] = useState('');
  const [name, setName] = useState('');
  const [current, setCurrent] = useState(0);
  const found = useMemo(() => {
    const wanted = text.trim().toLowerCase();
    return KINDS.filter((kind) => `${kinds[kind]} ${words.kindHelp[kind]} ${kind}`.toLowerCase().includes(wanted));
  }, [text, kinds, words]);
  const index = Math.min(current, Math.max(0, found.length - 1));
  const choose = (kind: KnownKind | undefined) => {
    if (kind !== undefined) {
      onChoose(kind, name);
    }
  };
  const press = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      const next = (index + step + found.length) % Math.max(1, found.length);
      setCurrent(next);
      document.getElementById(`${id}-${String(next)}`)?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter') {
      event.preventDefault();
      choose(found[index]);
    }
  };
  return (
    <Dialog title={words.addTask} onClose={onClose}>
      <input
        type="text"
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={found.length > 0 ? `${id}-${String(index)}` : undefined}
        aria-label={words.whatToAdd}
        placeholder={words.whatToAdd}
        autoFocus
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setCurrent(0);
        }}
        onKeyDown={press}
      />
      <ul className="kind-list" role="listbox" id={`${id}-list`} aria-label={words.tasks}>
        {found.map((kind, at) => (
          <li
            key={kind}
            id={`${id}-${String(at)}`}
            role="option"
            aria-selected={at === index}
            onClick={() => choose(kind)}
            onMouseMove={() => setCurrent(at)}
          >
            <KindIcon kind={kind} />
            <span>
              <strong>{kinds[kind]}</strong>
              <span className="soft kind-help">{words.kindHelp[kind]}</span>
            </span>
          </li>
        ))}
      </ul>
      {found.length === 0 ? <p role="status">{words.noKind}</p> : null}
      <TextField
        label={words.taskName}
        help={words.taskNameHelp}
        value={name}
        onChange={(event) => setName(event.target.value)}
        onKeyDown={press}
      />
    </Dialog>
  );
}
