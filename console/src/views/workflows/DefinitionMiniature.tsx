import { useMemo } from 'react';
import { readDefinition } from '../../core/definition';
import { graphOf } from '../../core/graph';
import { layOut } from '../../core/layout';
import { Miniature } from './Miniature';

/** The small picture of a definition's text; nothing when the text cannot be read. */
export default function DefinitionMiniature({ source, label }: { source: string; label: string }) {
  const drawing = useMemo(() => {
    const reading = readDefinition(source);
    if (!reading.ok) {
      return null;
    }
    const graph = graphOf(reading.definition);
    return { graph, layout: layOut(graph) };
  }, [source]);
  return drawing === null ? null : <Miniature graph={drawing.graph} layout={drawing.layout} label={label} />;
}
