import type { TaskKind } from './kinds';
import { TaskReader } from './taskReader';
import { Nodes } from './nodes';
import { readYaml } from './yamlText';
import type { Report, TextProblem } from './yamlText';
import { oneLine } from './wording';

export type { TaskKind, KnownKind } from './kinds';
export { TASK_KINDS } from './kinds';
export type { TextProblem } from './yamlText';

export interface TextRange {
  readonly from: number;
  readonly to: number;
}

/** What a list of tasks is for: `each` repeats in a `for`, `foreach` once for each event or message. */
export type ListRole = 'do' | 'branch' | 'each' | 'try' | 'catch' | 'foreach' | 'compensate' | 'before' | 'after';

/** How a list is written; `missing` is a property that has no value yet. */
export type ListForm = 'block' | 'flow' | 'missing';

/** Where a run goes on after a task or a case. */
export interface Then {
  /** The name of a task of the same list, or `continue`, `exit`, `end`. */
  readonly target: string;
  readonly range: TextRange;
}

export interface SwitchCase {
  readonly name: string;
  readonly title: string;
  readonly when?: string;
  readonly then?: Then;
}

export interface TaskList {
  /** Such as `/do/0/check/try`. */
  readonly pointer: string;
  readonly role: ListRole;
  /** What the language says about the list: the items of a loop, the errors of a catch; empty where it says nothing. */
  readonly label: string;
  readonly tasks: readonly TaskNode[];
  /** Of its value. */
  readonly range: TextRange;
  /** The end of its name with the colon, and of what stands before the value on the same line. */
  readonly nameEnd: number;
  readonly form: ListForm;
  /** Whether the object that has it is written in braces. */
  readonly inFlow: boolean;
  /** The column of its name, from 0; 0 within braces. */
  readonly nameColumn: number;
  /** The column of the dashes of a block, from 0; undefined of another form. */
  readonly column: number | undefined;
  /** Whether it stands behind an alias, so that a change would show in several places. */
  readonly shared: boolean;
}

export interface TaskNode {
  /** As the engine names it in histories and errors: `/do/0/check`. */
  readonly pointer: string;
  readonly name: string;
  readonly kind: TaskKind;
  /** What people read: `askTheShop` is "Ask the shop". */
  readonly title: string;
  /** One line of its most telling setting, at most 80 characters. */
  readonly detail: string;
  /** From its dash in a block, from its brace in a flow, to the end of its content. */
  readonly range: TextRange;
  readonly nameRange: TextRange;
  readonly lists: readonly TaskList[];
  /** Of a `switch`, in order. */
  readonly cases: readonly SwitchCase[];
  readonly then?: Then;
  /** What a `catch` says, when there is one. */
  readonly handler?: { readonly detail: string; readonly then?: Then };
  /** Its `if`. */
  readonly condition?: string;
  /** Whether the first branch of a fork wins. */
  readonly compete: boolean;
  /** How many items of a loop are at work at once; 1 where nothing is said. */
  readonly parallel: number;
  /** A fingerprint of what the task says, whatever its format, its comments and the order of its names. */
  readonly content: string;
}

export interface Definition {
  readonly text: string;
  readonly namespace: string;
  readonly name: string;
  readonly version: string;
  readonly title: string;
  readonly summary: string;
  readonly tasks: TaskList;
  /** The declared functions that are tasks with tasks of their own; their runs show under these pointers. */
  readonly functions: readonly TaskNode[];
  /** What extensions do before and after tasks. */
  readonly extensions: readonly TaskList[];
  /** The range of `document.version`, or undefined when it is not given. */
  readonly versionRange: TextRange | undefined;
  /** The range of `document`, or undefined when it is no object with anything in it. */
  readonly documentRange: TextRange | undefined;
  /** The range of the value of `input`, or undefined when it is not given. */
  readonly input: TextRange | undefined;
  /** Whether the text is JSON, or YAML written as JSON is. */
  readonly json: boolean;
  /** A fingerprint of all that is said outside of `do`. */
  readonly frame: string;
}

export type Reading =
  | { readonly ok: true; readonly definition: Definition }
  | { readonly ok: false; readonly problems: readonly TextProblem[] };

/** Reads the text of a definition; what is wrong in it is told, never thrown. */
export function readDefinition(text: string): Reading {
  const yaml = readYaml(text);
  if (!('document' in yaml)) {
    return { ok: false, problems: yaml };
  }
  const nodes = new Nodes(yaml.document);
  const reader = new TaskReader(text, nodes, yaml.problem);
  const root = nodes.map(nodes.root);
  if (root === undefined) {
    return {
      ok: false,
      problems: [yaml.problem('noObject', 'A definition is an object with `document` and `do`.', 0, 0)],
    };
  }
  const tasks = reader.list(root, 'do', '', 'do');
  if (tasks === undefined) {
    return {
      ok: false,
      problems: [...reader.problems, ...(reader.problems.length > 0 ? [] : [missingTasks(yaml.problem, nodes)])],
    };
  }
  const said = (name: string): string => oneLine(nodes.text(nodes.at(root, 'document', name)) ?? '', 1000);
  const definition: Definition = {
    text,
    namespace: said('namespace'),
    name: said('name'),
    version: said('version'),
    title: said('title'),
    summary: said('summary'),
    tasks,
    functions: reader.functions(root),
    extensions: reader.extensions(root),
    documentRange:
      nodes.names(nodes.at(root, 'document')).size > 0 ? reader.rangeOf(nodes.at(root, 'document')) : undefined,
    versionRange: reader.rangeOf(nodes.at(root, 'document', 'version')),
    input: reader.rangeOf(nodes.at(root, 'input')),
    json: root.flow === true,
    frame: reader.frame(root),
  };
  return reader.problems.length > 0 ? { ok: false, problems: reader.problems } : { ok: true, definition };
}

function missingTasks(problem: Report, nodes: Nodes): TextProblem {
  return nodes.at(nodes.root, 'do') === undefined
    ? problem('noTasks', 'The definition has no `do`: the list of what it does.', 0, 0)
    : problem('noList', '`do` must be a list of tasks.', 0, 0);
}

/** Every task of a definition, outer ones before their inner ones, in the order of the text. */
export function* tasksOf(definition: Definition): Generator<TaskNode> {
  yield* tasksIn(definition.tasks);
  for (const task of definition.functions) {
    yield task;
    for (const list of task.lists) {
      yield* tasksIn(list);
    }
  }
  for (const list of definition.extensions) {
    yield* tasksIn(list);
  }
}

/** Every list of tasks of a definition. */
export function* listsOf(definition: Definition): Generator<TaskList> {
  yield definition.tasks;
  yield* definition.extensions;
  for (const task of tasksOf(definition)) {
    yield* task.lists;
  }
}

function* tasksIn(list: TaskList): Generator<TaskNode> {
  for (const task of list.tasks) {
    yield task;
    for (const inner of task.lists) {
      yield* tasksIn(inner);
    }
  }
}
