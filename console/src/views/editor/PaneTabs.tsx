import type { KeyboardEvent } from 'react';
import { useWords } from '../../ui/language';
import { editorWords } from './words';

const PANES = ['text', 'drawing', 'problems', 'try'] as const;
export type PaneName = (typeof PANES)[number];

/** On narrow screens one part of the editor is seen at a time, and this chooses it; on wide ones the drawer below. */
export function PaneTabs({
  current,
  problems,
  onChange,
}: {
  current: PaneName;
  problems: number;
  onChange: (pane: PaneName) => void;
}) {
  const words = useWords(editorWords);
  const names: Record<PaneName, string> = {
    text: words.text,
    drawing: words.drawing,
    problems: problems > 0 ? `${words.problems} (${String(problems)})` : words.problems,
    try: words.tryIt,
  };
  const press = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = PANES[(PANES.indexOf(current) + step + PANES.length) % PANES.length];
    if (step !== 0 && next !== undefined) {
      event.preventDefault();
      onChange(next);
      event.currentTarget.querySelectorAll<HTMLElement>('button').item(PANES.indexOf(next)).focus();
    }
  };
  return (
    <div className="pane-tabs" role="group" aria-label={words.panes} onKeyDown={press}>
      {PANES.map((pane) => (
        <button key={pane} type="button" aria-pressed={pane === current} onClick={() => onChange(pane)}>
          {names[pane]}
        </button>
      ))}
    </div>
  );
}
