import { useCallback, useMemo, useState } from 'react';
import { Drawing, type Live } from '../../canvas/Drawing';
import { kindWords } from '../../canvas/looks';
import type { Definition, KnownKind } from '../../core/definition';
import {
  addTask,
  deleteTask,
  isRefusal,
  listAt,
  moveTask,
  nameOf,
  taskAt,
  type Deletion,
  type Edit,
  type Refusal,
  type TaskEdit,
} from '../../core/edits';
import { graphOf, type Place } from '../../core/graph';
import { layOut } from '../../core/layout';
import { Button, IconButton } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import { useWords } from '../../ui/language';
import { RenameDialog } from './RenameDialog';
import { TaskPalette } from './TaskPalette';
import { editorWords } from './words';

interface Props {
  /** What the text says, or said when it could be read last. */
  definition: Definition | null;
  /** What the text says this moment; null while it cannot be read. */
  current: () => Definition | null;
  /** Whether the text cannot be read, so that the drawing shows an older one. */
  frozen: boolean;
  live: Live | undefined;
  selected: string | null;
  onSelect: (pointer: string) => void;
  onOpen: (pointer: string) => void;
  onEdit: (edit: Edit, pointer: string | null) => void;
}

/** The drawing of the text, on which tasks are added, moved and deleted as changes of the text. */
export function DrawingPane({ definition, current, frozen, live, selected, onSelect, onOpen, onEdit }: Props) {
  const words = useWords(editorWords);
  const kinds = useWords(kindWords);
  const [adding, setAdding] = useState<Place | null>(null);
  const [renaming, setRenaming] = useState(false);
  const [said, setSaid] = useState('');
  const canEdit = !frozen;
  const drawn = useMemo(() => {
    if (definition === null) {
      return null;
    }
    const graph = graphOf(definition);
    return { graph, layout: layOut(graph) };
  }, [definition]);
  const apply = useCallback(
    (make: (now: Definition) => TaskEdit | Deletion | Refusal) => {
      const now = current();
      const made: TaskEdit | Deletion | Refusal = now === null ? { reason: 'layout' } : make(now);
      if (isRefusal(made)) {
        setSaid(words.refused[made.reason]);
        return;
      }
      const loose = made.loose.length > 0 ? ` ${words.loose(made.loose.map(lastName).join(', '))}` : '';
      setSaid(words.done[made.label.kind](made.label.name) + loose);
      onEdit(made, 'pointer' in made && typeof made.pointer === 'string' ? made.pointer : null);
    },
    [current, words, onEdit],
  );
  const move = useCallback((pointer: string, place: Place) => apply((now) => moveTask(now, pointer, place)), [apply]);
  const remove = useCallback((pointer: string) => apply((now) => deleteTask(now, pointer)), [apply]);
  const shift = useCallback(
    (pointer: string, by: -1 | 1) =>
      apply((now) => {
        const from = placeOf(now, pointer);
        if (from === null) {
          return { reason: 'unknown' };
        }
        const index = from.index + (by > 0 ? 2 : -1);
        return index < 0 || index > from.count
          ? { reason: 'samePlace' }
          : moveTask(now, pointer, { list: from.list, index });
      }),
    [apply],
  );
  if (definition === null || drawn === null) {
    return (
      <section className="drawing-pane" aria-label={words.drawing}>
        <p className="drawing-nothing soft">{words.nothingDrawn}</p>
      </section>
    );
  }
  const task = selected === null ? undefined : taskAt(definition, selected);
  const place = task === undefined ? null : placeOf(definition, task.pointer);
  const add = (kind: KnownKind, name: string) => {
    if (adding !== null) {
      setAdding(null);
      apply((now) => addTask(now, adding, kind, name.trim() === '' ? undefined : nameOf(name)));
    }
  };
  return (
    <section className="drawing-pane" aria-label={words.drawing}>
      <div className="drawing-bar">
        <span className="drawing-chosen">
          {task === undefined ? (
            <span className="soft">{words.chooseBlock}</span>
          ) : (
            <>
              <strong>
                <bdi>{task.title}</bdi>
              </strong>{' '}
              <span className="soft">{kinds[task.kind]}</span>
            </>
          )}
        </span>
        <Button
          look="quiet"
          disabled={!canEdit}
          onClick={() => setAdding(place === null ? endOf(definition) : { list: place.list, index: place.index + 1 })}
        >
          <Icon name="plus" />
          {words.add}
        </Button>
        <IconButton
          label={words.moveUp}
          icon={<Icon name="up" />}
          disabled={!canEdit || place === null || place.index === 0}
          onClick={() => task && shift(task.pointer, -1)}
        />
        <IconButton
          label={words.moveDown}
          icon={<Icon name="down" />}
          disabled={!canEdit || place === null || place.index >= place.count - 1}
          onClick={() => task && shift(task.pointer, 1)}
        />
        <Button look="quiet" disabled={!canEdit || task === undefined} onClick={() => setRenaming(true)}>
          {words.rename}
        </Button>
        <IconButton
          label={words.delete}
          icon={<Icon name="trash" />}
          disabled={!canEdit || task === undefined}
          onClick={() => {
            if (task !== undefined) {
              remove(task.pointer);
            }
          }}
        />
      </div>
      <div className="drawing-area">
        <div className="drawing-says" role="status">
          {frozen ? <p className="drawing-frozen">{words.frozen}</p> : said === '' ? null : <p>{said}</p>}
        </div>
        <Drawing
          graph={drawn.graph}
          layout={drawn.layout}
          label={words.drawingOf(definition.title || definition.name)}
          live={live}
          selected={selected}
          onSelect={onSelect}
          onOpen={onOpen}
          {...(canEdit ? { onInsert: setAdding, onMove: move, onDelete: remove, onShift: shift } : {})}
        />
      </div>
      {adding === null ? null : <TaskPalette onChoose={add} onClose={() => setAdding(null)} />}
      {renaming && task !== undefined ? (
        <RenameDialog
          definition={definition}
          task={task}
          onClose={() => setRenaming(false)}
          onRename={(edit) => {
            setRenaming(false);
            apply(() => edit);
          }}
        />
      ) : null}
    </section>
  );
}

function lastName(pointer: string): string {
  return pointer.slice(pointer.lastIndexOf('/') + 1);
}

function endOf(definition: Definition): Place {
  return { list: definition.tasks.pointer, index: definition.tasks.tasks.length };
}

/** The list in which a task stands, where, and how many stand there. */
function placeOf(definition: Definition, pointer: string): (Place & { count: number }) | null {
  const parts = pointer.split('/');
  const list = listAt(definition, parts.slice(0, -2).join('/'));
  const index = list?.tasks.findIndex((task) => task.pointer === pointer) ?? -1;
  return list === undefined || index < 0 ? null : { list: list.pointer, index, count: list.tasks.length };
}
