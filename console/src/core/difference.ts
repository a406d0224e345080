import type { Definition, TaskList, TaskNode } from './definition';
import { pointerPart } from './places';

export { compareLines } from './lines';
export type { LineChange } from './lines';

export interface Move {
  readonly from: string;
  readonly to: string;
}

/** What is different between two definitions, by the pointers of their tasks. */
export interface Difference {
  /** Of the definition after. */
  readonly added: readonly string[];
  /** Of the definition before. */
  readonly removed: readonly string[];
  /** Of the definition after: tasks that say something else themselves, not only in their lists. */
  readonly changed: readonly string[];
  /** Tasks that say the same at another place: in another list, or after another task. */
  readonly moved: readonly Move[];
  /** Whether something besides the tasks and the version is different: the input, the schedule, what is used. */
  readonly frame: boolean;
  /** How many tasks are the same. */
  readonly same: number;
}

interface Named {
  readonly task: TaskNode;
  /** The names on the way to it: positions in lists play no part. */
  readonly path: string;
}

/** Compares what two definitions say; format, comments and the order of names are no difference. */
export function compare(before: Definition, after: Definition): Difference {
  const old = new Map(named(before).map((one) => [one.path, one]));
  const now = named(after);
  const stays = now.filter(({ path }) => old.has(path));
  const isNew = now.filter(({ path }) => !old.has(path));
  const staying = new Set(stays.map(({ path }) => path));
  const gone = [...old.values()].filter(({ path }) => !staying.has(path));
  const moved = elsewhere(gone, isNew);
  const movedFrom = new Set(moved.map(({ from }) => from));
  const along = new Set(moved.filter(isAlong(moved)));
  const movedTo = new Set(moved.map(({ to }) => to));
  const changed = stays.filter(({ path, task }) => old.get(path)?.task.content !== task.content);
  const reordered = outOfOrder(stays, old).filter(({ to }) => !movedTo.has(to));
  const different = new Set([...changed.map(({ task }) => task.pointer), ...reordered.map(({ to }) => to)]);
  return {
    added: isNew.map(({ task }) => task.pointer).filter((pointer) => !movedTo.has(pointer)),
    removed: gone.map(({ task }) => task.pointer).filter((pointer) => !movedFrom.has(pointer)),
    changed: changed.map(({ task }) => task.pointer),
    moved: [...moved.filter((move) => !along.has(move)), ...reordered],
    frame: before.frame !== after.frame,
    same: stays.length + along.size - different.size,
  };
}

function named(definition: Definition): Named[] {
  const found: Named[] = [];
  const taken = new Map<string, number>();
  const visit = (task: TaskNode, above: string): void => {
    const wanted = `${above}/${pointerPart(task.name)}`;
    const times = (taken.get(wanted) ?? 0) + 1;
    taken.set(wanted, times);
    // While somebody types, two tasks can have the same name, and several none.
    const path = times === 1 ? wanted : `${wanted}~${times}`;
    found.push({ task, path });
    for (const list of task.lists) {
      visitAll(list, `${path}/${list.role}`);
    }
  };
  const visitAll = (list: TaskList, above: string): void => list.tasks.forEach((task) => visit(task, above));
  visitAll(definition.tasks, 'do');
  definition.functions.forEach((task) => visit(task, 'functions'));
  definition.extensions.forEach((list) => visitAll(list, `extensions/${list.label}/${list.role}`));
  return found;
}

/** Tasks that are gone from one place and new at another with the same name and the same words. */
function elsewhere(gone: readonly Named[], isNew: readonly Named[]): Move[] {
  const free = new Map<string, string[]>();
  for (const { task } of gone.toReversed()) {
    const key = `${task.content} ${task.name}`;
    push(free, key, task.pointer);
  }
  return isNew.flatMap(({ task }) => {
    const from = free.get(`${task.content} ${task.name}`)?.pop();
    return from === undefined ? [] : [{ from, to: task.pointer }];
  });
}

/** Whether a task only went along with the one around it. */
function isAlong(moved: readonly Move[]): (move: Move) => boolean {
  const origins = new Map(moved.map(({ from, to }) => [to, from]));
  return ({ from, to }) => {
    for (let end = to.lastIndexOf('/'); end > 0; end = to.lastIndexOf('/', end - 1)) {
      const origin = origins.get(to.slice(0, end));
      if (origin !== undefined) {
        return from === origin + to.slice(end);
      }
    }
    return false;
  };
}

/** Tasks of the same list in another order: the fewest that have to be moved. */
function outOfOrder(stays: readonly Named[], old: ReadonlyMap<string, Named>): Move[] {
  const lists = new Map<string, { from: string; to: string; index: number }[]>();
  for (const { task, path } of stays) {
    const from = old.get(path)?.task.pointer;
    if (from !== undefined) {
      const list = path.slice(0, path.lastIndexOf('/'));
      push(lists, list, { from, to: task.pointer, index: indexIn(from) });
    }
  }
  return [...lists.values()].flatMap((tasks) => {
    const kept = longestRise(tasks.map((task) => task.index));
    return tasks.filter((_, index) => !kept.has(index)).map(({ from, to }) => ({ from, to }));
  });
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const values = map.get(key);
  if (values === undefined) {
    map.set(key, [value]);
  } else {
    values.push(value);
  }
}

function indexIn(pointer: string): number {
  return Number(pointer.split('/').at(-2) ?? 0);
}

/** The places of a longest run of rising numbers. */
function longestRise(numbers: readonly number[]): ReadonlySet<number> {
  const ends: number[] = [];
  const previous: number[] = [];
  for (const [place, number] of numbers.entries()) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((numbers[ends[middle] ?? 0] ?? 0) < number) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    previous[place] = low === 0 ? -1 : (ends[low - 1] ?? -1);
    ends[low] = place;
  }
  const kept = new Set<number>();
  for (let place = ends.at(-1) ?? -1; place >= 0; place = previous[place] ?? -1) {
    kept.add(place);
  }
  return kept;
}
