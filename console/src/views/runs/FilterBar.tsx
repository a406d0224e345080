import { useEffect, useRef, useState } from 'react';
import { RUN_STATUSES } from '../../api/types';
import { Button } from '../../ui/Button';
import { SelectField, TextField } from '../../ui/Field';
import { useWords } from '../../ui/language';
import { StatusMark } from '../../ui/StatusMark';
import { fromLocal, isFiltered, NO_FILTERS, RANGES, toLocal, type Range, type RunFilters } from './filters';
import { runsWords } from './words';

interface Props {
  filters: RunFilters;
  workflows: readonly string[];
  onChange: (filters: RunFilters) => void;
}

const TYPING_PAUSE_MS = 300;

/** Chips and fields that say which runs are wanted. */
export function FilterBar({ filters, workflows, onChange }: Props) {
  const words = useWords(runsWords);
  const set = (change: Partial<RunFilters>) => onChange({ ...filters, ...change });
  const known = filters.workflow === '' || workflows.includes(filters.workflow);
  return (
    <section className="run-filters" aria-label={words.filters}>
      <div className="status-chips" role="group" aria-label={words.status}>
        {RUN_STATUSES.map((status) => {
          const chosen = filters.statuses.includes(status);
          return (
            <button
              key={status}
              type="button"
              className="chip"
              aria-pressed={chosen}
              onClick={() =>
                set({
                  statuses: RUN_STATUSES.filter((each) =>
                    each === status ? !chosen : filters.statuses.includes(each),
                  ),
                })
              }
            >
              <StatusMark status={status} />
            </button>
          );
        })}
      </div>
      <div className="filter-fields">
        <SearchField text={filters.text} onChange={(text) => set({ text })} />
        <SelectField
          label={words.workflow}
          value={filters.workflow}
          onChange={(event) => set({ workflow: event.target.value })}
        >
          <option value="">{words.anyWorkflow}</option>
          {known ? null : <option value={filters.workflow}>{filters.workflow}</option>}
          {workflows.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={words.time}
          value={filters.range}
          onChange={(event) => set({ range: event.target.value as Range, from: '', to: '' })}
        >
          {RANGES.map((range) => (
            <option key={range} value={range}>
              {words.ranges[range]}
            </option>
          ))}
        </SelectField>
        {filters.range === 'between' ? (
          <>
            <TextField
              label={words.from}
              type="datetime-local"
              value={toLocal(filters.from)}
              onChange={(event) => set({ from: fromLocal(event.target.value) })}
            />
            <TextField
              label={words.to}
              type="datetime-local"
              value={toLocal(filters.to)}
              onChange={(event) => set({ to: fromLocal(event.target.value) })}
            />
          </>
        ) : null}
        {isFiltered(filters) ? (
          <Button look="quiet" onClick={() => onChange(NO_FILTERS)}>
            {words.clear}
          </Button>
        ) : null}
      </div>
    </section>
  );
}

/** Asks once somebody pauses, so that not every letter is a question. */
function SearchField({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const words = useWords(runsWords);
  const [draft, setDraft] = useState(text);
  const [told, setTold] = useState(text);
  const latest = useRef(onChange);
  useEffect(() => {
    latest.current = onChange;
  });
  if (text !== told) {
    // Somebody cleared the filters or went back.
    setTold(text);
    setDraft(text);
  }
  useEffect(() => {
    if (draft === text) {
      return undefined;
    }
    const timer = setTimeout(() => latest.current(draft), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [draft, text]);
  return (
    <TextField
      label={words.text}
      type="search"
      placeholder={words.textHint}
      value={draft}
      maxLength={200}
      onChange={(event) => setDraft(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') {
          onChange(draft);
        }
      }}
    />
  );
}
