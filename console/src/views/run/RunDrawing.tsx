import { lazy, Suspense, useDeferredValue, useMemo } from 'react';
import { liveState, type TaskState } from '../../core/timeline';
import type { HistoryItem, Run } from '../../api/types';
import { usePlace } from '../../shell/session';
import { useLoad, type Load } from '../../shell/useLoad';
import { useWords } from '../../ui/language';
import { Skeleton } from '../../ui/Notice';
import { drawBeside } from './drawBeside';
import type { Drawn } from './drawn';
import { waitingNow } from './lanes';
import { runWords } from './words';

// The drawing comes after the page: whoever opens a run reads its status first.
const Drawing = lazy(() => import('../../canvas/Drawing').then(({ Drawing: drawing }) => ({ default: drawing })));

/** The definition that the run has, ready to be drawn; null as a value when it cannot be. */
export function useDrawn(run: Run): Load<Drawn | null> {
  const { api, tenant } = usePlace();
  const { workflow, version } = run;
  const key = workflow == null || version == null ? null : `${tenant} ${workflow} ${version}`;
  return useLoad(key, async (signal) => {
    const published = await api.workflow(workflow ?? '', version ?? null, signal);
    return drawBeside(published.value, signal);
  });
}

interface Props {
  run: Run;
  load: Load<Drawn | null>;
  items: readonly HistoryItem[];
  /** The pointer of the task that is looked at. */
  selected: string | null;
  onSelect: (pointer: string) => void;
}

/** The workflow with what its tasks do now on top. */
export function RunDrawing({ run, load, items, selected, onSelect }: Props) {
  const words = useWords(runWords);
  const drawn = load.value;
  // The drawing follows a moment behind the timeline, so that neither makes the other wait.
  const told = useDeferredValue(items);
  const live = useMemo(() => withWaits(told, drawn?.kinds ?? new Map()), [told, drawn]);
  if (drawn === null && !load.loading) {
    return <p className="soft">{load.problem?.status === 404 ? words.noDefinition : words.noDrawing}</p>;
  }
  const waiting = <Skeleton label={words.loadingDrawing} lines={6} />;
  return (
    <div className="run-canvas">
      {drawn === null ? (
        waiting
      ) : (
        <Suspense fallback={waiting}>
          <Drawing
            graph={drawn.graph}
            layout={drawn.layout}
            live={live}
            label={words.drawingOf(run.workflow ?? '')}
            selected={selected}
            onSelect={onSelect}
          />
        </Suspense>
      )}
    </div>
  );
}

/** The state of every task, where those that do nothing but wait are said to wait. */
function withWaits(items: readonly HistoryItem[], kinds: ReadonlyMap<string, string>): ReadonlyMap<string, TaskState> {
  const waits = waitingNow(items, kinds);
  const states = new Map(liveState(items));
  for (const pointer of waits) {
    const state = states.get(pointer);
    if (state !== undefined) {
      states.set(pointer, { ...state, status: 'waiting' });
    }
  }
  return states;
}
