import { lazy, Suspense } from 'react';
import { usePlace } from '../../shell/session';
import { useLoad } from '../../shell/useLoad';
import { useWords } from '../../ui/language';
import { workflowsWords } from './words';

// Reading definitions needs a YAML parser, which the first page can do without.
const DefinitionMiniature = lazy(() => import('./DefinitionMiniature'));

/** The small picture of a published workflow. */
export function WorkflowMiniature({ name, version }: { name: string; version: string }) {
  const words = useWords(workflowsWords);
  const place = usePlace();
  const workflow = useLoad(`drawing ${place.tenant} ${name} ${version}`, (signal) =>
    place.api.workflow(name, version, signal),
  );
  if (workflow.problem) {
    return <p className="soft">{words.noDrawing}</p>;
  }
  return workflow.value === null ? null : (
    <Suspense fallback={null}>
      <DefinitionMiniature source={workflow.value.value.source} label={words.drawing(name)} />
    </Suspense>
  );
}
