import type { TaskList, TaskNode } from './definition';

/** What belongs to a task in the text: in a block its whole lines, with the comments above it and those inside. */
export interface Extent {
  readonly from: number;
  readonly to: number;
  /** Whether nothing else stands on its lines. */
  readonly ownLines: boolean;
  /** The comma after it, in a flow list that has one. */
  readonly comma: number | undefined;
  /** The lines of comments directly above it. */
  readonly lead: { readonly from: number; readonly to: number };
}

/** The extents of the tasks of a list, in order; undefined of a list whose tasks do not begin on lines of their own. */
export function extentsOf(text: string, list: TaskList): readonly Extent[] | undefined {
  return list.form === 'block'
    ? blockExtents(text, list)
    : list.tasks.map((task, index) => flowExtent(text, list, task, index));
}

export function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

/** The offset after the end of the line; the offset itself at the start of a line. */
export function lineEnd(text: string, offset: number): number {
  if (offset > 0 && text[offset - 1] === '\n') {
    return offset;
  }
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}

export function endOfLine(text: string): string {
  const end = text.indexOf('\n');
  return end > 0 && text[end - 1] === '\r' ? '\r\n' : '\n';
}

export function isBlank(text: string): boolean {
  return text.trim() === '';
}

function blockExtents(text: string, list: TaskList): Extent[] | undefined {
  const column = list.column ?? 0;
  const extents: Extent[] = [];
  let free = lineEnd(text, list.nameEnd);
  for (const [index, task] of list.tasks.entries()) {
    const start = lineStart(text, task.range.from);
    if (!isBlank(text.slice(start, task.range.from)) || start < free) {
      return undefined;
    }
    const body = lineEnd(text, task.range.to);
    const next = list.tasks[index + 1];
    const to = endOfInner(text, body, next === undefined ? text.length : lineStart(text, next.range.from), column);
    const from = startOfLead(text, free, start);
    extents.push({ from, to, ownLines: true, comma: undefined, lead: { from, to: start } });
    free = to;
  }
  return extents;
}

/** After the last of the comments that follow a task and stand deeper than its dash. */
function endOfInner(text: string, from: number, limit: number, column: number): number {
  let end = from;
  for (let at = from; at < limit; at = lineEnd(text, at + 1)) {
    const line = text.slice(at, lineEnd(text, at + 1));
    const content = line.trimStart();
    if (content === '') {
      continue;
    }
    if (!content.startsWith('#')) {
      break;
    }
    if (line.length - content.length > column) {
      end = at + line.length;
    }
  }
  return end;
}

/** Before the comments that stand directly above a line. */
function startOfLead(text: string, limit: number, start: number): number {
  let from = start;
  while (from > limit) {
    const above = lineStart(text, from - 1);
    if (above < limit || !text.slice(above, from).trimStart().startsWith('#')) {
      break;
    }
    from = above;
  }
  return from;
}

function flowExtent(text: string, list: TaskList, task: TaskNode, index: number): Extent {
  const { from, to } = task.range;
  const before = list.tasks[index - 1]?.range.to ?? list.range.from + 1;
  const limit = list.tasks[index + 1]?.range.from ?? list.range.to;
  const comma = commaAfter(text, to, limit);
  const end = comma === undefined ? to : comma + 1;
  // Only what is between the tasks is looked at: JSON can be one very long line.
  const above = text.slice(before, from);
  const below = text.slice(end, limit);
  const start = before + above.lastIndexOf('\n') + 1;
  const rest = below.slice(0, below.indexOf('\n') + 1).trim();
  const isAlone =
    above.includes('\n') &&
    below.includes('\n') &&
    isBlank(text.slice(start, from)) &&
    (rest === '' || rest.startsWith('#'));
  if (!isAlone) {
    const spaces = comma === undefined ? 0 : (/^[ \t]*/.exec(below)?.[0].length ?? 0);
    return { from, to: end + spaces, ownLines: false, comma, lead: { from, to: from } };
  }
  const lead = startOfLead(text, before + above.indexOf('\n') + 1, start);
  return { from: lead, to: end + below.indexOf('\n') + 1, ownLines: true, comma, lead: { from: lead, to: start } };
}

function commaAfter(text: string, from: number, limit: number): number | undefined {
  for (let at = from; at < limit; at++) {
    const letter = text[at];
    if (letter === ',') {
      return at;
    }
    if (letter === '#') {
      at = lineEnd(text, at) - 1;
    } else if (letter !== ' ' && letter !== '\t' && letter !== '\r' && letter !== '\n') {
      return undefined;
    }
  }
  return undefined;
}
