import { listsOf, readDefinition, tasksOf } from './definition';
import type { Definition, KnownKind, TaskList, TaskNode } from './definition';
import { endOfLine } from './extents';
import type { Place } from './graph';
import { DIRECTIVES } from './kinds';
import { freeName } from './names';
import { columnOf, pointerPart } from './places';
import { skeleton, usualName } from './skeletons';
import { execute, inOrder } from './splices';
import type { Edit, EditKind, Splice } from './splices';
import { carry, insertion, removal, scalar } from './writing';

export { nameOf } from './names';
export { execute, inverse } from './splices';
export type { Edit, EditKind, Splice } from './splices';
export { nextVersion, tryVersion } from './versions';

/**
 * Why an edit is not made: there is no such task or place, it would put a task into itself or where it is, its name is
 * empty, taken or means something else, the text stands behind an alias, comments would be lost, or the text is written
 * in a way that only a person can change.
 */
export type RefusalReason =
  | 'unknown'
  | 'intoItself'
  | 'samePlace'
  | 'emptyName'
  | 'nameTaken'
  | 'nameReserved'
  | 'shared'
  | 'comments'
  | 'layout';

export interface Refusal {
  readonly reason: RefusalReason;
}

/** An edit after which a task stands under a pointer. */
export interface TaskEdit extends Edit {
  readonly pointer: string;
  /** The tasks, as they stand before the edit, whose `then` leads to no task of their list any more. */
  readonly loose: readonly string[];
}

export interface Deletion extends Edit {
  /** The tasks whose `then` leads to the deleted one. */
  readonly loose: readonly string[];
}

export function isRefusal(made: Edit | Refusal): made is Refusal {
  return 'reason' in made;
}

/** Puts a new task of a kind at a place. */
export function addTask(
  definition: Definition,
  place: Place,
  kind: KnownKind,
  wantedName?: string,
): TaskEdit | Refusal {
  const list = listAt(definition, place.list);
  if (list === undefined || place.index < 0 || place.index > list.tasks.length) {
    return { reason: 'unknown' };
  }
  const wanted = wantedName === undefined || wantedName.trim() === '' ? usualName(kind) : wantedName.trim();
  const name = freeName(wanted, namesIn(list));
  const carried = { lead: [], trail: '', body: { value: skeleton(kind, name) } };
  const pointer = `${list.pointer}/${place.index}/${pointerPart(name)}`;
  const edit = editOf('add', name, list.shared ? 'shared' : insertion(definition, list, place.index, carried));
  return checked(
    definition,
    edit,
    (after) => says(after, pointer) === says(definition) && taskAt(after, pointer) !== undefined,
    {
      pointer,
      loose: [],
    },
  );
}

/** Takes a task with its comments to another place. */
export function moveTask(definition: Definition, pointer: string, place: Place): TaskEdit | Refusal {
  const list = listOf(definition, pointer);
  const target = listAt(definition, place.list);
  const index = list?.tasks.findIndex((task) => task.pointer === pointer) ?? -1;
  const task = list?.tasks[index];
  if (
    list === undefined ||
    task === undefined ||
    target === undefined ||
    place.index < 0 ||
    place.index > target.tasks.length
  ) {
    return { reason: 'unknown' };
  }
  if (target.pointer.startsWith(`${pointer}/`)) {
    return { reason: 'intoItself' };
  }
  const isInList = target.pointer === list.pointer;
  if (isInList && (place.index === index || place.index === index + 1)) {
    return { reason: 'samePlace' };
  }
  if (list.shared || target.shared) {
    return { reason: 'shared' };
  }
  const name = isInList ? task.name : freeName(task.name, namesIn(target));
  const carried = carry(definition, list, index, name, target);
  const there = carried && insertion(definition, target, place.index, carried);
  const gone = removal(definition, list, index);
  const changes = carried === undefined ? 'comments' : there && gone && [...gone, ...there];
  const newIndex = isInList && place.index > index ? place.index - 1 : place.index;
  const moved = `${withoutElement(target.pointer, list.pointer, index)}/${newIndex}/${pointerPart(name)}`;
  const before = says(definition, pointer);
  return checked(
    definition,
    editOf('move', task.name, changes),
    (after) => taskAt(after, moved)?.content === task.content && says(after, moved) === before,
    { pointer: moved, loose: isInList ? [] : loosened(list, task, target) },
  );
}

/** Takes a task with its comments out of the text; the last one of a list leaves `[]`. */
export function deleteTask(definition: Definition, pointer: string): Deletion | Refusal {
  const list = listOf(definition, pointer);
  const index = list?.tasks.findIndex((task) => task.pointer === pointer) ?? -1;
  const task = list?.tasks[index];
  if (list === undefined || task === undefined) {
    return { reason: 'unknown' };
  }
  const edit = editOf('delete', task.name, list.shared ? 'shared' : removal(definition, list, index));
  const rest = says(definition, pointer);
  return checked(definition, edit, (after) => says(after) === rest, { loose: pointingTo(list, task.name, pointer) });
}

/** Calls a task by another name, also where `then` of its list leads to it. */
export function renameTask(definition: Definition, pointer: string, name: string): TaskEdit | Refusal {
  const list = listOf(definition, pointer);
  const index = list?.tasks.findIndex((task) => task.pointer === pointer) ?? -1;
  const task = list?.tasks[index];
  if (list === undefined || task === undefined || task.nameRange.from === task.nameRange.to) {
    return { reason: 'unknown' };
  }
  const reason = nameFault(list, task, name);
  if (reason !== undefined) {
    return { reason };
  }
  const ranges = list.tasks.flatMap((other) =>
    thensOf(other)
      .filter((then) => then.target === task.name)
      .map((then) => then.range),
  );
  const changes = [task.nameRange, ...ranges].map((range) => ({
    ...range,
    insert: scalar(name, definition.text.slice(range.from, range.to), definition.json),
  }));
  const renamed = `${list.pointer}/${index}/${pointerPart(name)}`;
  const count = [...tasksOf(definition)].length;
  return checked(
    definition,
    editOf('rename', name, list.shared ? 'shared' : changes),
    (after) => taskAt(after, renamed) !== undefined && [...tasksOf(after)].length === count,
    { pointer: renamed, loose: [] },
  );
}

/** Gives a definition another version. */
export function setVersion(definition: Definition, version: string): Edit | Refusal {
  const { text, versionRange, documentRange, json } = definition;
  const written = versionRange ?? documentRange;
  const value = scalar(version, versionRange === undefined ? '' : text.slice(versionRange.from, versionRange.to), json);
  const changes = written && [
    versionRange === undefined ? newVersion(text, written.from, value, json) : { ...versionRange, insert: value },
  ];
  const rest = says(definition);
  const isRight = (after: Definition): boolean => after.version === version && says(after) === rest;
  return checked(definition, editOf('version', version, changes), isRight, {});
}

/** The version in front of what else stands in `document`. */
function newVersion(text: string, document: number, value: string, json: boolean): Splice {
  const at = text[document] === '{' ? document + 1 : document;
  const name = json ? '"version"' : 'version';
  const after = at === document ? endOfLine(text) + ' '.repeat(columnOf(text, document)) : ', ';
  return { from: at, to: at, insert: `${name}: ${value}${after}` };
}

/** The list under a pointer. */
export function listAt(definition: Definition, pointer: string): TaskList | undefined {
  for (const list of listsOf(definition)) {
    if (list.pointer === pointer) {
      return list;
    }
  }
  return undefined;
}

/** The task under a pointer. */
export function taskAt(definition: Definition, pointer: string): TaskNode | undefined {
  for (const task of tasksOf(definition)) {
    if (task.pointer === pointer) {
      return task;
    }
  }
  return undefined;
}

function listOf(definition: Definition, pointer: string): TaskList | undefined {
  for (const list of listsOf(definition)) {
    if (pointer.startsWith(`${list.pointer}/`) && list.tasks.some((task) => task.pointer === pointer)) {
      return list;
    }
  }
  return undefined;
}

function namesIn(list: TaskList): ReadonlySet<string> {
  return new Set(list.tasks.map((task) => task.name));
}

function nameFault(list: TaskList, task: TaskNode, name: string): RefusalReason | undefined {
  if (name.trim() === '') {
    return 'emptyName';
  }
  if (DIRECTIVES.includes(name)) {
    return 'nameReserved';
  }
  return list.tasks.some((other) => other !== task && other.name === name) ? 'nameTaken' : undefined;
}

function thensOf(task: TaskNode): { target: string; range: { from: number; to: number } }[] {
  return [task.then, task.handler?.then, ...task.cases.map((choice) => choice.then)].flatMap((then) => then ?? []);
}

function pointingTo(list: TaskList, name: string, except: string): string[] {
  return list.tasks
    .filter((other) => other.pointer !== except && thensOf(other).some((then) => then.target === name))
    .map((other) => other.pointer);
}

function loosened(list: TaskList, task: TaskNode, target: TaskList): string[] {
  const there = namesIn(target);
  const isLost = thensOf(task).some(({ target: name }) => !DIRECTIVES.includes(name) && !there.has(name));
  return [...pointingTo(list, task.name, task.pointer), ...(isLost ? [task.pointer] : [])];
}

/** A pointer after an element before it was taken out of a list. */
function withoutElement(pointer: string, list: string, index: number): string {
  if (!pointer.startsWith(`${list}/`)) {
    return pointer;
  }
  const [own = '', ...rest] = pointer.slice(list.length + 1).split('/');
  return [list, Number(own) > index ? Number(own) - 1 : own, ...rest].join('/');
}

function editOf(kind: EditKind, name: string, changes: readonly Splice[] | RefusalReason | undefined): Edit | Refusal {
  return typeof changes === 'object'
    ? { label: { kind, name }, changes: inOrder(changes) }
    : { reason: changes ?? 'layout' };
}

/** All that a definition says, but for one task and what is in it. */
function says(definition: Definition, without?: string): string {
  const said: string[] = [];
  for (const task of tasksOf(definition)) {
    if (without === undefined || (task.pointer !== without && !task.pointer.startsWith(`${without}/`))) {
      said.push(`${task.name} ${task.content}`);
    }
  }
  return [definition.frame, ...said.sort()].join('\n');
}

/** The edit when it does what it should: a text that is written in an unforeseen way is left alone. */
function checked<T extends object>(
  definition: Definition,
  edit: Edit | Refusal,
  isRight: (after: Definition) => boolean,
  more: T,
): (Edit & T) | Refusal {
  if (isRefusal(edit)) {
    return edit;
  }
  const after = readDefinition(execute(definition.text, edit));
  return after.ok && isRight(after.definition) ? { ...edit, ...more } : { reason: 'layout' };
}
