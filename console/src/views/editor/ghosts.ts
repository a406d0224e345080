import type { Mark, Marks } from '../../canvas/Drawing';
import type { Definition, TaskList, TaskNode } from '../../core/definition';
import type { Difference } from '../../core/difference';

const GONE = 'removed:';

/** The definition after a change with the tasks that are gone still in their places, and what became of each task. */
export function withGhosts(
  before: Definition,
  after: Definition,
  difference: Difference,
): { definition: Definition; marks: Marks } {
  const marks = new Map<string, Mark>();
  difference.changed.forEach((pointer) => marks.set(pointer, 'changed'));
  difference.moved.forEach(({ to }) => marks.set(to, 'moved'));
  difference.added.forEach((pointer) => marks.set(pointer, 'added'));
  const removed = new Set(difference.removed);
  const tasks = merged(before.tasks, after.tasks, removed, marks);
  return { definition: { ...after, tasks }, marks };
}

function merged(before: TaskList, after: TaskList, removed: ReadonlySet<string>, marks: Map<string, Mark>): TaskList {
  const old = new Map(before.tasks.map((task) => [task.name, task]));
  const tasks = after.tasks.map((task) => {
    const was = old.get(task.name);
    return was === undefined ? task : { ...task, lists: inner(was, task, removed, marks) };
  });
  let at = 0;
  for (const was of before.tasks) {
    const stays = tasks.findIndex((task) => task.name === was.name && !task.pointer.startsWith(GONE));
    if (stays >= 0) {
      at = stays + 1;
    } else if (removed.has(was.pointer)) {
      tasks.splice(at, 0, ghost(was, marks));
      at++;
    }
  }
  return { ...after, tasks };
}

function inner(
  before: TaskNode,
  after: TaskNode,
  removed: ReadonlySet<string>,
  marks: Map<string, Mark>,
): readonly TaskList[] {
  return after.lists.map((list) => {
    const was = before.lists.find((other) => other.role === list.role);
    return was === undefined ? list : merged(was, list, removed, marks);
  });
}

function ghost(task: TaskNode, marks: Map<string, Mark>): TaskNode {
  const pointer = GONE + task.pointer;
  marks.set(pointer, 'removed');
  const still: TaskNode = {
    ...task,
    pointer,
    // Where it led may be gone too.
    cases: [],
    ...(task.handler === undefined ? {} : { handler: { detail: task.handler.detail } }),
    lists: task.lists.map((list) => ({
      ...list,
      pointer: GONE + list.pointer,
      tasks: list.tasks.map((each) => ghost(each, marks)),
    })),
  };
  Reflect.deleteProperty(still, 'then');
  return still;
}
