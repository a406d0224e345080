import { useMemo, useState } from 'react';
import { Drawing } from '../../canvas/Drawing';
import { readDefinition, type Definition } from '../../core/definition';
import { compare, compareLines, type LineChange } from '../../core/difference';
import { graphOf } from '../../core/graph';
import { layOut } from '../../core/layout';
import { useWords } from '../../ui/language';
import { Tabs } from '../../ui/Tabs';
import { withGhosts } from './ghosts';
import { publishWords } from './publishWords';

const AROUND = 3;
const MOST_LINES = 2000;

/** What is different between what is published and the draft: on the drawing, and line by line. */
export function Changes({
  before,
  beforeVersion,
  after,
}: {
  before: string | null;
  beforeVersion: string | null;
  after: Definition;
}) {
  const words = useWords(publishWords);
  const [tab, setTab] = useState<'drawing' | 'lines'>('drawing');
  const drawn = useMemo(() => {
    const reading = before === null ? null : readDefinition(before);
    const difference = reading?.ok === true ? compare(reading.definition, after) : null;
    const shown =
      reading?.ok === true && difference !== null
        ? withGhosts(reading.definition, after, difference)
        : { definition: after, marks: undefined };
    const graph = graphOf(shown.definition);
    return { difference, graph, layout: layOut(graph), marks: shown.marks };
  }, [before, after]);
  const { difference } = drawn;
  const count = (label: string, number: number) => (number === 0 ? [] : [`${String(number)} ${label}`]);
  const sentence =
    before === null
      ? words.isNew
      : difference === null
        ? words.unreadable
        : [
            ...count(words.added, difference.added.length),
            ...count(words.changed, difference.changed.length),
            ...count(words.moved, difference.moved.length),
            ...count(words.removed, difference.removed.length),
            ...(difference.frame ? [words.frame] : []),
          ].join(' · ') || (before === after.text ? words.same : words.onlyForm);
  return (
    <section aria-label={words.changes}>
      <p className="changes-sum">
        {beforeVersion === null ? null : <span className="soft">{words.since(beforeVersion)} </span>}
        {sentence}
      </p>
      <Tabs
        label={words.changes}
        current={tab}
        onChange={setTab}
        tabs={[
          { key: 'drawing', label: words.drawing },
          { key: 'lines', label: words.lines },
        ]}
      >
        {tab === 'drawing' ? (
          <div className="changes-drawing">
            <Drawing graph={drawn.graph} layout={drawn.layout} marks={drawn.marks} label={words.changes} />
          </div>
        ) : (
          <Lines before={before ?? ''} after={after.text} />
        )}
      </Tabs>
    </section>
  );
}

interface ShownLine {
  kind: LineChange['kind'] | 'gap';
  number: number;
  text: string;
}

function Lines({ before, after }: { before: string; after: string }) {
  const words = useWords(publishWords);
  const lines = useMemo(() => shownLines(before === '' ? [] : compareLines(before, after), after), [before, after]);
  const signs = { same: ' ', added: '+', removed: '−', gap: '⋯' };
  return (
    <div className="lines mono" role="group" aria-label={words.lines} tabIndex={0}>
      {lines.slice(0, MOST_LINES).map((line, index) => (
        <div key={index} className={`diff-line diff-${line.kind}`}>
          <span className="diff-number">{line.kind === 'gap' ? '' : line.number}</span>
          <span className="diff-sign">
            {signs[line.kind]}
            {line.kind === 'added' || line.kind === 'removed' ? (
              <span className="unseen">{words[line.kind]} </span>
            ) : null}
          </span>
          <span className="diff-text">{line.text}</span>
        </div>
      ))}
      {lines.length > MOST_LINES ? <p>{words.more(lines.length - MOST_LINES)}</p> : null}
    </div>
  );
}

/** The lines that differ, with a few around them. */
function shownLines(changes: readonly LineChange[], after: string): ShownLine[] {
  if (changes.length === 0) {
    return after.split('\n').map((text, index) => ({ kind: 'added', number: index + 1, text }));
  }
  return changes.flatMap((change, index): ShownLine[] => {
    const lines = change.lines.map((text, at) => ({
      kind: change.kind,
      number: (change.kind === 'removed' ? change.before : change.after) + at,
      text,
    }));
    if (change.kind !== 'same') {
      return lines;
    }
    const head = index === 0 ? [] : lines.slice(0, AROUND);
    const tail = index === changes.length - 1 ? [] : lines.slice(Math.max(head.length, lines.length - AROUND));
    const isWhole = head.length + tail.length >= lines.length;
    return isWhole ? lines : [...head, { kind: 'gap', number: 0, text: '' }, ...tail];
  });
}
