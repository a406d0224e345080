import { memo } from 'react';
import type { Graph } from '../../core/graph';
import type { Layout } from '../../core/layout';

const SHOWN = 400;

/** A definition as a picture the size of a thumb: its shape, without words. */
export const Miniature = memo(function Miniature({
  graph,
  layout,
  label,
}: {
  graph: Graph;
  layout: Layout;
  label: string;
}) {
  const width = Math.max(layout.width, 320);
  const height = Math.max(layout.height, 200);
  const blocks = graph.blocks.slice(0, SHOWN);
  return (
    <svg
      className="miniature"
      role="img"
      aria-label={label}
      viewBox={`${(layout.width - width) / 2} ${(layout.height - height) / 2} ${width} ${height}`}
      preserveAspectRatio="xMidYMid meet"
    >
      {blocks.map((block) => {
        const box = block.frame ? layout.blocks.get(block.id) : undefined;
        return box === undefined ? null : <rect key={block.id} {...box} rx="10" className="miniature-frame" />;
      })}
      {graph.links.slice(0, SHOWN).map((link) => (
        <polyline
          key={link.id}
          className="miniature-way"
          points={(layout.links.get(link.id) ?? []).map(({ x, y }) => `${x},${y}`).join(' ')}
        />
      ))}
      {blocks.map((block) => {
        const box = block.frame ? undefined : layout.blocks.get(block.id);
        const isMark = block.kind === 'start' || block.kind === 'end' || block.kind === 'join';
        return box === undefined ? null : (
          <rect
            key={block.id}
            {...box}
            rx={isMark ? box.height / 2 : 10}
            className={isMark ? 'miniature-mark' : `miniature-block miniature-${block.kind}`}
          />
        );
      })}
    </svg>
  );
});
