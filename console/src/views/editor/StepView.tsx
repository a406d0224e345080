import { useState } from 'react';
import type { HistoryItem } from '../../api/types';
import { SelectField } from '../../ui/Field';
import { useWords } from '../../ui/language';
import { StatusMark } from '../../ui/StatusMark';
import { ValueView } from '../../ui/ValueView';
import { tryWords } from './tryWords';

const SHOWN = 200;

/** What went into a task and came out of it, for each time that it was done. */
export function StepView({
  items,
  pointer,
  title,
}: {
  items: readonly HistoryItem[];
  pointer: string | null;
  title: string | null;
}) {
  const words = useWords(tryWords);
  const [chosen, setChosen] = useState<{ pointer: string | null; index: number }>({ pointer: null, index: 0 });
  const own = items.filter((item) => item.pointer === pointer).slice(-SHOWN);
  if (pointer === null || title === null) {
    return <p className="soft">{words.chooseTask}</p>;
  }
  const item = own[chosen.pointer === pointer ? Math.min(chosen.index, own.length - 1) : own.length - 1];
  return (
    <div className="step">
      <h3>
        <bdi>{title}</bdi>
      </h3>
      {item === undefined ? (
        <p className="soft">{words.notReached}</p>
      ) : (
        <>
          {own.length > 1 ? (
            <SelectField
              label={words.time}
              value={own.indexOf(item)}
              onChange={(event) => setChosen({ pointer, index: Number(event.target.value) })}
            >
              {own.map((each, index) => (
                <option key={index} value={index}>
                  {words.timeOf(index + 1, each.attempt, each.iteration ?? null)}
                </option>
              ))}
            </SelectField>
          ) : null}
          <StatusMark status={item.status} />
          {item.input === undefined ? null : <Value label={words.in} value={item.input} />}
          {item.output === undefined ? null : <Value label={words.out} value={item.output} />}
          {item.error == null ? null : <Value label={words.error} value={item.error} />}
        </>
      )}
    </div>
  );
}

function Value({ label, value }: { label: string; value: unknown }) {
  return (
    <div className="step-value">
      <h4>{label}</h4>
      <ValueView value={value} label={label} />
    </div>
  );
}
