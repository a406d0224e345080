import { isAlias, parseDocument, visit } from 'yaml';
import { listsOf } from './definition';
import type { Definition, TaskList, TaskNode } from './definition';
import { columnOf } from './places';
import { endOfLine, extentsOf, isBlank, lineEnd, lineStart } from './extents';
import type { Extent } from './extents';
import { blockLines, flowText } from './skeletons';
import type { Splice } from './splices';

/** A task on its way into a text. */
export interface Carried {
  /** The comments above it, without indentation. */
  readonly lead: readonly string[];
  /** The comment beside its end; empty when there is none. */
  readonly trail: string;
  /** As lines of a block, relative to its dash and without it; in braces, relative to the first line; or not yet written. */
  readonly body: { readonly lines: readonly string[] } | { readonly flow: string } | { readonly value: object };
}

/** The text of a name; as it was quoted before, and in JSON as JSON does. */
export function scalar(text: string, before: string, json: boolean): string {
  const isPlain = /^[A-Za-z_][A-Za-z0-9_-]*$/.test(text) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(text);
  const isVersion = /^\d+\.\d+\.\d+[0-9A-Za-z.+-]*$/.test(text);
  if (json || before.startsWith('"')) {
    return JSON.stringify(text);
  }
  if (before.startsWith("'") && !/[\p{Cc}\p{Cs}]/u.test(text)) {
    return `'${text.replaceAll("'", "''")}'`;
  }
  return isPlain || isVersion ? text : JSON.stringify(text);
}

/** How far names stand from the dashes of the lists below them in a text; two columns where it has none. */
export function stepOf(definition: Definition): number {
  for (const list of listsOf(definition)) {
    if (list.column !== undefined) {
      return Math.max(0, list.column - list.nameColumn);
    }
  }
  return 2;
}

/** The changes that put a task into a list; undefined when the text does not allow it. */
export function insertion(
  definition: Definition,
  list: TaskList,
  index: number,
  carried: Carried,
): readonly Splice[] | undefined {
  const { text } = definition;
  if (list.tasks.length === 0) {
    return intoEmpty(definition, list, carried);
  }
  const extents = extentsOf(text, list);
  const after = extents?.[index];
  const last = extents?.at(-1);
  if (extents === undefined || last === undefined) {
    return undefined;
  }
  if (list.form === 'block') {
    return block(definition, after?.from ?? last.to, list.column ?? 0, carried);
  }
  return after === undefined
    ? atEndOfFlow(definition, list, last, carried)
    : beforeInFlow(definition, list, after, list.tasks[index], carried);
}

/** Whether what is put into a list must be written in braces: an empty one outside of braces becomes a block. */
function staysFlow(text: string, list: TaskList): boolean {
  return (
    list.form !== 'block' &&
    (list.inFlow || list.tasks.length > 0 || (list.form === 'flow' && !isBlank(innerOf(text, list))))
  );
}

function innerOf(text: string, list: TaskList): string {
  return text.slice(list.range.from + 1, list.range.to - 1);
}

function intoEmpty(definition: Definition, list: TaskList, carried: Carried): readonly Splice[] | undefined {
  const { text } = definition;
  if (!staysFlow(text, list)) {
    const at = lineEnd(text, list.range.to);
    const lines = block(definition, at, list.nameColumn + stepOf(definition), carried);
    return [{ from: list.nameEnd, to: Math.max(list.nameEnd, list.range.to), insert: '' }, ...lines];
  }
  const element = inFlow(definition, carried, deeper(text, list));
  if (list.form === 'missing') {
    return [{ from: list.range.to, to: list.range.to, insert: ` [${element}]` }];
  }
  if (!isBlank(innerOf(text, list))) {
    return [{ from: list.range.to - 1, to: list.range.to - 1, insert: element }];
  }
  if (definition.json && text.trimEnd().includes('\n')) {
    const eol = endOfLine(text);
    const indent = deeper(text, list);
    const inside = inFlow(definition, carried, indent, true);
    return [{ from: list.range.from, to: list.range.to, insert: `[${eol}${indent}${inside}${eol}${indent.slice(2)}]` }];
  }
  return [{ from: list.range.from, to: list.range.to, insert: `[${element}]` }];
}

/** The indentation of what stands in a list in braces. */
function deeper(text: string, list: TaskList): string {
  return `${/^ */.exec(text.slice(lineStart(text, list.nameEnd), list.nameEnd))?.[0] ?? ''}  `;
}

function block(definition: Definition, at: number, column: number, carried: Carried): Splice[] {
  const { text } = definition;
  const eol = endOfLine(text);
  const indent = ' '.repeat(column);
  const lines = [...carried.lead.map((line) => indent + line), ...bodyLines(carried, column)];
  const needsBreak = at > 0 && text[at - 1] !== '\n';
  const written = lines.join(eol);
  return [{ from: at, to: at, insert: needsBreak ? eol + written : written + eol }];
}

function bodyLines({ body, trail }: Carried, column: number): string[] {
  const indent = ' '.repeat(column);
  const lines = 'lines' in body ? [...body.lines] : 'value' in body ? blockLines(body.value) : body.flow.split('\n');
  const [first = '', ...rest] = lines;
  const beside = trail === '' ? '' : ` ${trail}`;
  if ('flow' in body) {
    const all = [`${indent}- ${first}`, ...rest.map((line) => `${indent}  ${line}`)];
    return [...all.slice(0, -1), `${all.at(-1) ?? ''}${beside}`];
  }
  return [`${indent}- ${first}`, ...rest.map((line) => (line === '' ? '' : `${indent}  ${line}`))];
}

function indentation(line: string): number {
  return line.length - line.trimStart().length;
}

function inFlow(definition: Definition, { body, lead, trail }: Carried, indent: string, isAlone = false): string {
  const eol = endOfLine(definition.text);
  const element =
    'flow' in body
      ? body.flow.split('\n').join(eol + indent)
      : 'value' in body
        ? definition.json
          ? JSON.stringify(body.value, null, isAlone ? 2 : undefined).replaceAll('\n', eol + indent)
          : flowText(body.value)
        : '';
  const comments = trail === '' ? lead : [...lead, trail];
  return comments.length === 0 ? element : `${eol}${indent}${[...comments, element].join(eol + indent)}`;
}

function beforeInFlow(
  definition: Definition,
  list: TaskList,
  extent: Extent,
  task: TaskNode | undefined,
  carried: Carried,
): Splice[] {
  const at = extent.from;
  if (!extent.ownLines || task === undefined) {
    return [{ from: at, to: at, insert: `${inFlow(definition, carried, deeper(definition.text, list))}, ` }];
  }
  const indent = ' '.repeat(columnOf(definition.text, task.range.from));
  const element = inFlow(definition, carried, indent, true).trimStart();
  return [{ from: at, to: at, insert: `${indent}${element},${endOfLine(definition.text)}` }];
}

function atEndOfFlow(definition: Definition, list: TaskList, last: Extent, carried: Carried): Splice[] {
  const to = list.tasks.at(-1)?.range.to ?? 0;
  if (!last.ownLines) {
    return [{ from: to, to, insert: `, ${inFlow(definition, carried, deeper(definition.text, list))}` }];
  }
  const indent = ' '.repeat(columnOf(definition.text, list.tasks.at(-1)?.range.from ?? 0));
  const element = inFlow(definition, carried, indent, true).trimStart();
  const comma = last.comma === undefined ? [{ from: to, to, insert: ',' }] : [];
  const line = `${indent}${element}${last.comma === undefined ? '' : ','}${endOfLine(definition.text)}`;
  return [...comma, { from: last.to, to: last.to, insert: line }];
}

/** The changes that take a task out of its list. */
export function removal(definition: Definition, list: TaskList, index: number): readonly Splice[] | undefined {
  const { text } = definition;
  const extents = extentsOf(text, list);
  const extent = extents?.[index];
  const before = extents?.[index - 1];
  if (extent === undefined) {
    return undefined;
  }
  if (list.form === 'block') {
    const to = index > 0 || index < list.tasks.length - 1 ? withBlankLines(definition, list, index, extent) : extent.to;
    const gone = { from: extent.from, to, insert: '' };
    return list.tasks.length === 1 ? [{ from: list.nameEnd, to: list.nameEnd, insert: ' []' }, gone] : [gone];
  }
  if (list.tasks.length === 1) {
    const rest = text.slice(list.range.from + 1, extent.from) + text.slice(extent.to, list.range.to - 1);
    return isBlank(rest)
      ? [{ from: list.range.from, to: list.range.to, insert: '[]' }]
      : [{ from: extent.from, to: extent.to, insert: '' }];
  }
  const gone = { from: extent.from, to: extent.to, insert: '' };
  const comma = before?.comma;
  if (index < list.tasks.length - 1 || extent.comma !== undefined || comma === undefined) {
    return [gone];
  }
  return isBlank(text.slice(comma + 1, extent.from)) && !extent.ownLines
    ? [{ from: comma, to: extent.to, insert: '' }]
    : [{ from: comma, to: comma + 1, insert: '' }, gone];
}

/** Where a task ends with the blank lines after it, when as many stand above it or would become part of a text there. */
function withBlankLines({ text }: Definition, list: TaskList, index: number, extent: Extent): number {
  const above = list.tasks[index - 1];
  const isAfterText = above !== undefined && text[above.range.to - 1] === '\n';
  const isAfterBlank = extent.from > 1 && isBlank(text.slice(lineStart(text, extent.from - 1), extent.from));
  if (!isAfterText && !isAfterBlank) {
    return extent.to;
  }
  let to = extent.to;
  while (to < text.length && isBlank(text.slice(to, lineEnd(text, to + 1)))) {
    to = lineEnd(text, to + 1);
  }
  return to;
}

/** A task as it can be put in elsewhere, under a name; undefined when it cannot be carried there with its comments. */
export function carry(
  definition: Definition,
  list: TaskList,
  index: number,
  name: string,
  target: TaskList,
): Carried | undefined {
  const { text } = definition;
  const task = list.tasks[index];
  const extent = extentsOf(text, list)?.[index];
  if (task === undefined || extent === undefined) {
    return undefined;
  }
  const lead = text
    .slice(extent.lead.from, extent.lead.to)
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const written = text.slice(task.nameRange.from, task.nameRange.to);
  const renamed = (from: number, to: number): string =>
    name === task.name
      ? text.slice(from, to)
      : text.slice(from, task.nameRange.from) +
        scalar(name, written, definition.json) +
        text.slice(task.nameRange.to, to);
  if (list.form === 'flow') {
    const rest = extent.ownLines
      ? text.slice(extent.comma === undefined ? task.range.to : extent.comma + 1, extent.to).trim()
      : '';
    const [first = '', ...more] = renamed(task.range.from, task.range.to).split(/\r?\n/);
    const column = more.length === 0 ? 0 : indentation(text.slice(lineStart(text, task.range.from), task.range.to));
    const flow = [first, ...more.map((line) => line.slice(Math.min(column, indentation(line))))].join('\n');
    return { lead, trail: rest, body: { flow } };
  }
  const slice = renamed(task.range.from + 1, extent.to).replace(/\r?\n$/, '');
  const lines = slice.split(/\r?\n/);
  if (staysFlow(text, target)) {
    return inBraces(lines, list.column ?? 0, lead);
  }
  const [first = '', ...rest] = lines;
  const column = (list.column ?? 0) + 2;
  return {
    lead,
    trail: '',
    body: { lines: [first.trimStart(), ...rest.map((line) => line.slice(Math.min(column, indentation(line))))] },
  };
}

/** Lines of a block in braces: only when no comment would be lost. */
function inBraces(lines: readonly string[], column: number, lead: readonly string[]): Carried | undefined {
  const [first = '', ...rest] = lines;
  const document = parseDocument([' '.repeat(column + 1) + first, ...rest].join('\n'));
  let isPlain = document.errors.length === 0 && !document.comment && !document.commentBefore;
  visit(document, {
    Node: (_, node) => {
      isPlain &&= !node.comment && !node.commentBefore && node.tag === undefined;
      return isAlias(node) || ('anchor' in node && node.anchor) ? ((isPlain = false), visit.BREAK) : undefined;
    },
  });
  const value: unknown = isPlain ? document.toJS() : undefined;
  return typeof value === 'object' && value !== null ? { lead, trail: '', body: { value } } : undefined;
}
