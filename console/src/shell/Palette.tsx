import { useDeferredValue, useId, useMemo, useState, type KeyboardEvent } from 'react';
import { useNavigate } from 'react-router';
import { Dialog } from '../ui/Dialog';
import { useWords } from '../ui/language';
import { rank } from './ranking';
import { usePlace } from './session';
import { useLoad } from './useLoad';
import { shellWords } from './words';

interface Goal {
  name: string;
  kind: string;
  path: string;
}

const SHOWN = 30;
const RUN_ID = /^[0-9a-hjkmnp-tv-z]{26}$/;

/** Reaches every place, workflow, run and action by typing a part of its name. */
export function Palette({ onClose }: { onClose: () => void }) {
  const words = useWords(shellWords);
  const place = usePlace();
  const navigate = useNavigate();
  const id = useId();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const wanted = useDeferredValue(text.trim());
  const workflows = useLoad(place.tenant, (signal) => place.api.workflows(null, signal));
  const goals = useMemo(() => {
    const places: Goal[] = (['home', 'workflows', 'runs', 'audit', 'settings'] as const).map((name) => ({
      name: words[name],
      kind: words.places,
      path: `/${name}`,
    }));
    if (place.may('editor')) {
      places.push({ name: words.newAutomation, kind: '', path: '/editor' });
    }
    const named = (workflows.value?.items ?? []).map(({ name }) => ({
      name,
      kind: words.workflows,
      path: `/workflows/${encodeURIComponent(name)}`,
    }));
    const run = RUN_ID.test(wanted) ? [{ name: words.openRun(wanted), kind: words.runs, path: `/runs/${wanted}` }] : [];
    return [...run, ...rank([...places, ...named], wanted, (goal) => goal.name)].slice(0, SHOWN);
  }, [words, place, workflows.value, wanted]);
  const current = Math.min(chosen, Math.max(0, goals.length - 1));
  const go = (goal: Goal | undefined) => {
    if (goal) {
      onClose();
      void navigate(place.to(goal.path));
    }
  };
  const press = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setChosen(Math.max(0, Math.min(goals.length - 1, current + step)));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      go(goals[current]);
    }
  };
  return (
    <Dialog title={words.search} onClose={onClose}>
      <input
        type="text"
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={goals.length > 0 ? `${id}-${String(current)}` : undefined}
        aria-label={words.paletteHint}
        placeholder={words.paletteHint}
        autoFocus
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setChosen(0);
        }}
        onKeyDown={press}
      />
      <ul className="palette" role="listbox" id={`${id}-list`} aria-label={words.search}>
        {goals.map((goal, index) => (
          <li
            key={goal.path}
            id={`${id}-${String(index)}`}
            role="option"
            aria-selected={index === current}
            onClick={() => go(goal)}
            onMouseEnter={() => setChosen(index)}
          >
            <bdi>{goal.name}</bdi>
            <span className="soft">{goal.kind}</span>
          </li>
        ))}
      </ul>
      {goals.length === 0 ? <p role="status">{words.nothingFound}</p> : null}
    </Dialog>
  );
}
