import { readDefinition, tasksOf } from '../../core/definition';
import { graphOf, type Graph } from '../../core/graph';
import { layOut, type Layout } from '../../core/layout';
import type { WorkflowDefinition } from '../../api/types';

/** A definition as it is drawn. */
export interface Drawn {
  graph: Graph;
  layout: Layout;
  /** What each task is, by its pointer. */
  kinds: ReadonlyMap<string, string>;
}

/** Draws a published definition; null when this console cannot read it. */
export function drawn(workflow: WorkflowDefinition): Drawn | null {
  const reading = readDefinition(workflow.source || JSON.stringify(workflow.definition));
  if (!reading.ok) {
    return null;
  }
  const graph = graphOf(reading.definition);
  const kinds = new Map([...tasksOf(reading.definition)].map((task) => [task.pointer, task.kind]));
  return { graph, layout: layOut(graph), kinds };
}
