import type { Graph } from '../../core/graph';
import type { Layout } from '../../core/layout';

const MARGIN = 12;
/** More blocks than a picture of this size can tell apart. */
const MOST_BLOCKS = 400;

/** A drawing as a small still picture. */
export function Miniature({ graph, layout, label }: { graph: Graph; layout: Layout; label: string }) {
  const width = layout.width + 2 * MARGIN;
  const height = layout.height + 2 * MARGIN;
  return (
    <svg className="miniature" role="img" aria-label={label} viewBox={`${-MARGIN} ${-MARGIN} ${width} ${height}`}>
      <title>{label}</title>
      {graph.links.slice(0, MOST_BLOCKS).map((link) => (
        <polyline
          key={link.id}
          className="miniature-link"
          points={(layout.links.get(link.id) ?? []).map(({ x, y }) => `${x},${y}`).join(' ')}
        />
      ))}
      {graph.blocks.slice(0, MOST_BLOCKS).map((block) => {
        const box = layout.blocks.get(block.id);
        return box === undefined ? null : (
          <rect
            key={block.id}
            className={block.frame ? 'miniature-frame' : `miniature-block miniature-${block.kind}`}
            x={box.x}
            y={box.y}
            width={box.width}
            height={box.height}
            rx={Math.min(12, box.height / 2)}
          />
        );
      })}
    </svg>
  );
}
