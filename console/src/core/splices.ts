/** One replacement in a text; `from` and `to` are offsets in the text before the edit. */
export interface Splice {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

export type EditKind = 'add' | 'move' | 'delete' | 'rename' | 'version';

/** A change of a text that can be done and undone. */
export interface Edit {
  /** What it does to what, for those who say it. */
  readonly label: { readonly kind: EditKind; readonly name: string };
  /** In the order of the text, without overlaps. */
  readonly changes: readonly Splice[];
}

/** The text after an edit of it. */
export function execute(text: string, edit: Edit): string {
  let at = 0;
  const parts: string[] = [];
  for (const { from, to, insert } of edit.changes) {
    parts.push(text.slice(at, from), insert);
    at = to;
  }
  parts.push(text.slice(at));
  return parts.join('');
}

/** The edit that leads back, from the text after an edit to this text before it. */
export function inverse(text: string, edit: Edit): Edit {
  let shift = 0;
  const changes = edit.changes.map(({ from, to, insert }) => {
    const back = { from: from + shift, to: from + shift + insert.length, insert: text.slice(from, to) };
    shift += insert.length - (to - from);
    return back;
  });
  return { label: edit.label, changes };
}

/** Splices in the order of the text. */
export function inOrder(changes: readonly Splice[]): readonly Splice[] {
  return changes
    .filter(({ from, to, insert }) => from !== to || insert !== '')
    .sort((one, other) => one.from - other.from || one.to - other.to);
}
