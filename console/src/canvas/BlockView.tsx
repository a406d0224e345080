import { Handle, Position, type NodeProps } from '@xyflow/react';
import { memo, type DragEvent } from 'react';
import { useWords } from '../ui/language';
import { statusShape } from '../ui/StatusMark';
import { uiWords } from '../ui/words';
import { DRAGGED } from './acts';
import { KindIcon } from './KindIcon';
import { kindWords } from './looks';
import { lookOf, type BlockFace, type BlockNode } from './nodes';
import { canvasWords } from './words';

/** One task: picture, name, a line of its settings, and how it is doing. */
export const TaskView = memo(function TaskView({ data, selected }: NodeProps<BlockNode>) {
  const { block } = data;
  const kinds = useWords(kindWords);
  const kind = lookOf(block);
  return (
    <div className={classes('block', data, selected)} {...dragging(data)}>
      <KindIcon kind={kind} />
      <span className="block-text">
        <span className="block-title">
          <bdi>{useTitle(data) || kinds[kind]}</bdi>
        </span>
        <span className="block-detail" dir="auto">
          {block.detail || kinds[kind]}
        </span>
      </span>
      <Badges data={data} />
      <Ends />
    </div>
  );
});

/** What holds other tasks: a frame with a head. */
export const FrameView = memo(function FrameView({ data, selected }: NodeProps<BlockNode>) {
  const kinds = useWords(kindWords);
  const kind = lookOf(data.block);
  const title = useTitle(data) || kinds[kind];
  return (
    <div className={`${classes('block-frame', { ...data, movable: false }, selected)} depth-${data.depth % 2}`}>
      <div className={data.movable ? 'frame-head nopan' : 'frame-head'} {...dragging(data)}>
        <KindIcon kind={kind} />
        <span className="block-title">
          <bdi>{title}</bdi>
        </span>
        {data.block.header ? (
          <span className="block-detail" dir="auto">
            {data.block.header}
          </span>
        ) : null}
        <Badges data={data} />
      </div>
      <Ends />
    </div>
  );
});

/** Where a list begins and ends, and where branches meet. */
export const MarkView = memo(function MarkView({ data }: NodeProps<BlockNode>) {
  const words = useWords(canvasWords);
  const { block } = data;
  if (block.kind === 'join') {
    const sentence = block.detail === 'compete' ? words.firstWins : words.join;
    return (
      <div className={block.detail === 'compete' ? 'join join-first' : 'join'} title={sentence}>
        <Ends />
      </div>
    );
  }
  const isInner = block.parent !== null;
  return (
    <div
      className={`list-mark list-mark-${block.kind} ${isInner ? 'list-mark-inner' : ''}`}
      title={block.kind === 'start' ? words.start : words.end}
    >
      <Ends />
    </div>
  );
});

/** What a block is called: a task by its name, what belongs to one by what it is. */
export function useTitle({ block }: BlockFace): string {
  const words = useWords(canvasWords);
  return block.kind === 'catch' ? words.caught : block.kind === 'undo' ? words.undo : block.title;
}

/** What the library wants to see before it draws a way; where it is drawn, the layout says. */
function Ends() {
  return (
    <>
      <Handle type="target" position={Position.Top} isConnectable={false} />
      <Handle type="source" position={Position.Bottom} isConnectable={false} />
    </>
  );
}

function Badges({ data }: { data: BlockFace }) {
  const words = useWords(canvasWords);
  const statuses = useWords(uiWords).status;
  const { live, mark } = data;
  return (
    <>
      {mark === undefined ? null : <span className={`mark-word mark-word-${mark}`}>{words.marks[mark]}</span>}
      {live === undefined ? null : (
        <span className={`block-live status-${live.status}`} title={statuses[live.status] ?? live.status}>
          {(live.attempts ?? 1) > 1 ? <span className="block-count">{words.attempts(live.attempts ?? 1)}</span> : null}
          {(live.iterations ?? 1) > 1 ? <span className="block-count">{words.times(live.iterations ?? 1)}</span> : null}
          <span aria-hidden="true">{statusShape(live.status)}</span>
        </span>
      )}
    </>
  );
}

function classes(base: string, data: BlockFace, selected: boolean | undefined): string {
  return [
    base,
    selected === true ? 'block-selected' : '',
    data.live === undefined ? '' : `block-is block-is-${data.live.status}`,
    data.mark === undefined ? '' : `mark-${data.mark}`,
    // The library would take the press for the beginning of a pan.
    data.movable ? 'nopan' : '',
    data.block.kind === 'catch' || data.block.kind === 'undo' ? `block-${data.block.kind}` : '',
  ]
    .filter((name) => name !== '')
    .join(' ');
}

function dragging(data: BlockFace) {
  return data.movable
    ? {
        draggable: true,
        onDragStart: (event: DragEvent) => {
          event.stopPropagation();
          event.dataTransfer.setData(DRAGGED, data.block.id);
          event.dataTransfer.effectAllowed = 'move';
        },
      }
    : {};
}
