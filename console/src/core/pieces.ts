import type { Definition, TaskList, TaskNode } from './definition';
import { extentsOf } from './extents';

/** A part of the text of a definition: letters as they stand there, or a task or a list with the parts of it. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'task' | 'list'; readonly pointer: string; readonly pieces: readonly Piece[] };

/** The text of a definition as a tree that has the shape of its tasks; no letter of it is in two pieces or in none. */
export function piecesOf(definition: Definition): readonly Piece[] {
  return new Cutter(definition).pieces(0, definition.text.length, [
    definition.tasks,
    ...definition.extensions,
    ...functionLists(definition),
  ]);
}

/** The text that pieces were cut from. */
export function textOf(pieces: readonly Piece[]): string {
  return pieces.map((piece) => (piece.kind === 'text' ? piece.text : textOf(piece.pieces))).join('');
}

function functionLists(definition: Definition): TaskList[] {
  return definition.functions.flatMap((task) => task.lists);
}

class Cutter {
  constructor(private readonly definition: Definition) {}

  /** The pieces of a range of the text in which these lists stand. */
  pieces(from: number, to: number, lists: readonly TaskList[]): readonly Piece[] {
    const cut: Piece[] = [];
    let at = from;
    // What stands behind an alias is a piece only where it is written out.
    for (const list of lists.filter((one) => !one.shared).sort((one, other) => one.range.from - other.range.from)) {
      const [start, end] = this.span(list);
      if (start >= at && end <= to) {
        this.text(cut, at, start);
        cut.push({ kind: 'list', pointer: list.pointer, pieces: this.tasks(list, start, end) });
        at = end;
      }
    }
    this.text(cut, at, to);
    return cut;
  }

  private tasks(list: TaskList, from: number, to: number): readonly Piece[] {
    const cut: Piece[] = [];
    let at = from;
    for (const { task, start, end } of this.spans(list)) {
      this.text(cut, at, start);
      cut.push({ kind: 'task', pointer: task.pointer, pieces: this.pieces(start, end, task.lists) });
      at = end;
    }
    this.text(cut, at, to);
    return cut;
  }

  private span(list: TaskList): readonly [number, number] {
    const spans = this.spans(list);
    const first = spans[0]?.start ?? list.range.from;
    const last = spans.at(-1)?.end ?? list.range.to;
    return [Math.min(first, list.range.from), Math.max(last, list.range.to)];
  }

  private spans(list: TaskList): readonly { task: TaskNode; start: number; end: number }[] {
    const extents = extentsOf(this.definition.text, list);
    return list.tasks.map((task, index) => {
      const extent = extents?.[index];
      return { task, start: extent?.from ?? task.range.from, end: extent?.to ?? task.range.to };
    });
  }

  private text(cut: Piece[], from: number, to: number): void {
    if (to > from) {
      cut.push({ kind: 'text', text: this.definition.text.slice(from, to) });
    }
  }
}
