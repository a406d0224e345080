import type { Definition, TaskKind, TaskList, TaskNode, Then } from './definition';
import { titleOf } from './wording';

/** What a block shows besides a task: the ends of a list, where branches meet, what catches and what undoes. */
export type BlockKind = TaskKind | 'start' | 'end' | 'join' | 'catch' | 'undo';

export interface Block {
  /** The pointer of the task, or the pointer of what it belongs to and a mark: `/do#start`. */
  readonly id: string;
  readonly kind: BlockKind;
  readonly title: string;
  readonly detail: string;
  /** The frame it stands in; null at the top. */
  readonly parent: string | null;
  /** Whether it holds other blocks. */
  readonly frame: boolean;
  /** What the head of a frame says about what it holds, such as the errors of a catch. */
  readonly header?: string;
  /** The task that it shows or belongs to; undefined of the marks of the definition itself. */
  readonly pointer?: string;
}

/** Where a task is put into a list. */
export interface Place {
  readonly list: string;
  readonly index: number;
}

/**
 * Why a run goes along a link: `next` without a word, `case` of a switch, `otherwise` when no case held, `jump` to a
 * task, `exit` from the list, `end` of the run, an error that is `raised` and leaves the list or is `caught`, `undo` of
 * a task; `missing` says that `then` names a task that is not there.
 */
export type LinkKind =
  'next' | 'case' | 'otherwise' | 'jump' | 'exit' | 'end' | 'raised' | 'caught' | 'undo' | 'missing';

export interface Link {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly kind: LinkKind;
  readonly label: string;
  /** Where a new task on this link goes; null of jumps, which a new task would not be on. */
  readonly place: Place | null;
}

export interface Graph {
  readonly blocks: readonly Block[];
  readonly links: readonly Link[];
}

/** The id of a mark that belongs to a list or a task. */
export function markId(pointer: string, mark: 'start' | 'end' | 'join'): string {
  return `${pointer}#${mark}`;
}

/** The drawing of a definition: blocks in frames, and the ways that a run can go between them. */
export function graphOf(definition: Definition): Graph {
  const drawing = new Drawing();
  drawing.list(definition.tasks, null);
  return { blocks: drawing.blocks, links: drawing.links };
}

class Drawing {
  readonly blocks: Block[] = [];
  readonly links: Link[] = [];
  private readonly ids = new Set<string>();
  private readonly times = new Map<string, number>();

  /** The tasks of a list one after the other, from its start to its end. */
  list(list: TaskList, frame: string | null): void {
    const start = markId(list.pointer, 'start');
    const end = markId(list.pointer, 'end');
    this.mark(start, 'start', frame);
    for (const task of list.tasks) {
      this.task(task, frame);
    }
    this.mark(end, 'end', frame);
    const first = list.tasks[0];
    this.link(start, first?.pointer ?? end, 'next', '', { list: list.pointer, index: 0 });
    const ways = new Ways(list, frame);
    for (const [index, task] of list.tasks.entries()) {
      this.onwards(task, index, ways);
    }
  }

  private task(task: TaskNode, frame: string | null): void {
    const held = task.lists.filter((list) => list.role !== 'compensate');
    const isFrame = held.length > 0 || task.kind === 'try';
    this.block({
      id: task.pointer,
      kind: task.kind,
      title: task.title,
      detail: task.detail,
      parent: frame,
      frame: isFrame,
      ...(isFrame ? { header: task.detail } : {}),
      pointer: task.pointer,
    });
    for (const list of held) {
      if (list.role === 'branch') {
        this.branches(task, list);
      } else if (list.role !== 'catch') {
        this.list(list, task.pointer);
      }
    }
    if (task.kind === 'try') {
      this.handler(task, held);
    }
    this.undo(task, frame);
  }

  private branches(fork: TaskNode, list: TaskList): void {
    const start = markId(list.pointer, 'start');
    const join = markId(list.pointer, 'join');
    this.mark(start, 'start', fork.pointer);
    for (const [index, branch] of list.tasks.entries()) {
      this.task(branch, fork.pointer);
      this.link(start, branch.pointer, 'next', '', { list: list.pointer, index });
    }
    this.block({
      id: join,
      kind: 'join',
      title: '',
      detail: fork.compete ? 'compete' : '',
      parent: fork.pointer,
      frame: false,
      pointer: fork.pointer,
    });
    if (list.tasks.length === 0) {
      this.link(start, join, 'next', '', { list: list.pointer, index: 0 });
    }
    const ways = new Ways({ ...list, tasks: [] }, fork.pointer, join);
    for (const branch of list.tasks) {
      this.onwards(branch, -1, ways);
    }
  }

  private handler(task: TaskNode, held: readonly TaskList[]): void {
    const tried = held.find((list) => list.role === 'try');
    const caught = held.find((list) => list.role === 'catch');
    if (task.handler === undefined) {
      return;
    }
    const id = `${task.pointer}/catch`;
    this.block({
      id,
      kind: 'catch',
      title: '',
      detail: task.handler.detail,
      parent: task.pointer,
      frame: caught !== undefined,
      header: task.handler.detail,
      pointer: task.pointer,
    });
    if (caught !== undefined) {
      this.list(caught, id);
    }
    if (tried === undefined) {
      return;
    }
    this.link(markId(tried.pointer, 'start'), id, 'caught', task.handler.detail, null);
    if (task.handler.then === undefined) {
      this.link(id, markId(tried.pointer, 'end'), 'next', '', null);
    }
  }

  private undo(task: TaskNode, frame: string | null): void {
    const list = task.lists.find((inner) => inner.role === 'compensate');
    if (list === undefined) {
      return;
    }
    this.block({
      id: list.pointer,
      kind: 'undo',
      title: task.title,
      detail: '',
      parent: frame,
      frame: true,
      header: '',
      pointer: task.pointer,
    });
    this.list(list, list.pointer);
    this.link(task.pointer, list.pointer, 'undo', '', null);
  }

  /** The links that leave a task. */
  private onwards(task: TaskNode, index: number, ways: Ways): void {
    const from = task.pointer;
    const follow = (then: Then | undefined, kind: LinkKind, label: string, of = from): void => {
      const way = ways.after(index, then?.target);
      if (way.kind === 'end' && ways.isInner) {
        const end = markId(from, 'end');
        this.mark(end, 'end', ways.frame, from);
        this.link(of, end, kind === 'next' ? 'end' : kind, label === '' ? 'end' : label, null);
        return;
      }
      const isPlain = kind === 'next' && way.kind !== 'next';
      const named = way.kind === 'jump' ? titleOf(then?.target ?? '') : (then?.target ?? '');
      this.link(
        of,
        way.to,
        way.kind === 'missing' ? 'missing' : isPlain ? way.kind : kind,
        label === '' && isPlain ? named : label,
        way.place,
      );
    };
    for (const choice of task.cases) {
      follow(choice.then, 'case', choice.title);
    }
    if (task.kind === 'raise') {
      this.link(from, ways.last, 'raised', '', null);
      if (task.condition === undefined) {
        return;
      }
    }
    const last = task.cases.at(-1);
    if (task.kind !== 'switch' || last === undefined || task.cases.every((choice) => choice.when !== undefined)) {
      follow(task.then, last === undefined ? 'next' : 'otherwise', last === undefined ? '' : 'otherwise');
    }
    if (task.handler?.then !== undefined) {
      follow(task.handler.then, 'caught', task.handler.detail, `${from}/catch`);
    }
  }

  private mark(id: string, kind: 'start' | 'end', parent: string | null, pointer?: string): void {
    this.block({
      id,
      kind,
      title: '',
      detail: '',
      parent,
      frame: false,
      ...(pointer === undefined ? (parent === null ? {} : { pointer: parent }) : { pointer }),
    });
  }

  private block(block: Block): void {
    if (!this.ids.has(block.id)) {
      this.ids.add(block.id);
      this.blocks.push(block);
    }
  }

  private link(from: string, to: string, kind: LinkKind, label: string, place: Place | null): void {
    const between = `${from}->${to}`;
    const times = (this.times.get(between) ?? 0) + 1;
    this.times.set(between, times);
    // Several cases can lead to the same task.
    const id = times === 1 ? between : `${between}~${times}`;
    this.links.push({ id, from, to, kind, label, place });
  }
}

interface Way {
  readonly kind: 'next' | 'jump' | 'exit' | 'end' | 'missing';
  readonly to: string;
  readonly place: Place | null;
}

/** Where `then` leads in one list; `then` reaches only the tasks of its own list. */
class Ways {
  readonly isInner: boolean;
  private readonly pointers: ReadonlyMap<string, string>;
  private readonly placed = new Set<number>();

  constructor(
    private readonly list: TaskList,
    readonly frame: string | null,
    readonly last = markId(list.pointer, 'end'),
  ) {
    this.isInner = frame !== null;
    this.pointers = new Map(list.tasks.map((task) => [task.name, task.pointer]));
  }

  /** From the task at an index, which is negative of a branch, as a branch has no next one. */
  after(index: number, target: string | undefined): Way {
    switch (target) {
      case undefined:
      case 'continue':
        return this.next(index);
      case 'exit':
        return { kind: 'exit', to: this.last, place: null };
      case 'end':
        return { kind: 'end', to: this.last, place: null };
      default: {
        const to = this.pointers.get(target);
        return to === undefined ? { kind: 'missing', to: this.last, place: null } : { kind: 'jump', to, place: null };
      }
    }
  }

  private next(index: number): Way {
    const to = index < 0 ? this.last : (this.list.tasks[index + 1]?.pointer ?? this.last);
    if (index < 0 || this.placed.has(index)) {
      return { kind: 'next', to, place: null };
    }
    // Two cases that go on to the next task are one place to insert at.
    this.placed.add(index);
    return { kind: 'next', to, place: { list: this.list.pointer, index: index + 1 } };
  }
}
