import { isAlias, isMap, isNode } from 'yaml';
import type { Pair, YAMLSeq } from 'yaml';
import type { ListRole, SwitchCase, TaskList, TaskNode, TextRange, Then } from './definition';
import { catchDetail, detailOf } from './details';
import { Fingerprints } from './fingerprint';
import { callKind, runKind, wordOf } from './kinds';
import type { TaskKind } from './kinds';
import type { Nodes } from './nodes';
import { columnOf, contentEnd, dashes, nameEnd, pointerPart } from './places';
import { brief, titleOf } from './wording';
import { DEEPEST } from './yamlText';
import type { Report, TextProblem } from './yamlText';

const MOST_TASKS = 50_000;

/** The lists that a task of a kind has besides what undoes it, as the paths to them. */
const LISTS: Partial<Record<TaskKind, readonly (readonly [ListRole, ...string[]])[]>> = {
  do: [['do', 'do']],
  for: [['each', 'do']],
  fork: [['branch', 'fork', 'branches']],
  try: [
    ['try', 'try'],
    ['catch', 'catch', 'do'],
  ],
  listen: [['foreach', 'foreach', 'do']],
  callAsyncapi: [['foreach', 'with', 'subscription', 'foreach', 'do']],
};
const COMPENSATE: readonly [ListRole, ...string[]] = ['compensate', 'metadata', 'millrace', 'compensate'];

/** Finds the tasks of one document. */
export class TaskReader {
  readonly problems: TextProblem[] = [];
  private readonly lists = new Set<unknown>();
  private readonly prints: Fingerprints;
  private tasks = 0;
  private depth = 0;

  constructor(
    private readonly text: string,
    private readonly nodes: Nodes,
    private readonly report: Report,
  ) {
    this.prints = new Fingerprints(nodes, this.lists);
  }

  /** The list under a name of an object; undefined when there is none. */
  list(parent: unknown, name: string, above: string, role: ListRole, label = '', shared = false): TaskList | undefined {
    const pair = this.nodes.pair(parent, name);
    const named = this.nodes.map(parent);
    const seq = this.nodes.seq(pair?.value);
    const isMissing = pair !== undefined && seq === undefined && this.nodes.text(pair.value) === '';
    if (pair === undefined || named === undefined || (seq === undefined && !isMissing)) {
      return undefined;
    }
    const keyRange = this.rangeOf(pair.key);
    const end = nameEnd(pair) ?? keyRange?.to ?? 0;
    const pointer = `${above}/${pointerPart(name)}`;
    const isShared = shared || isAlias(pair.value);
    const column = seq === undefined || seq.flow === true ? undefined : columnOf(this.text, dashes(seq)[0] ?? 0);
    const list = {
      pointer,
      role,
      label,
      range:
        seq === undefined
          ? { from: end, to: contentEnd(pair, end) }
          : { from: seq.range?.[0] ?? end, to: contentEnd(seq, end) },
      nameEnd: end,
      form: seq === undefined ? 'missing' : seq.flow === true ? 'flow' : 'block',
      inFlow: named.flow === true,
      nameColumn: named.flow === true || keyRange === undefined ? 0 : columnOf(this.text, keyRange.from),
      column,
      shared: isShared,
    } as const;
    return { ...list, tasks: seq === undefined ? [] : this.elements(seq, pointer, isShared) };
  }

  functions(root: unknown): TaskNode[] {
    const declared = this.nodes.map(this.nodes.at(root, 'use', 'functions'));
    return (declared?.items ?? []).flatMap((pair) => {
      const name = this.nodes.text(pair.key) ?? '';
      const task = this.task(pair, name, `/use/functions/${pointerPart(name)}`, this.pairRange(pair), false);
      return task.lists.length > 0 ? [task] : [];
    });
  }

  extensions(root: unknown): TaskList[] {
    const extensions = this.nodes.seq(this.nodes.at(root, 'use', 'extensions'));
    return (extensions?.items ?? []).flatMap((element, index) => {
      const pair = this.nodes.map(element)?.items[0];
      const name = this.nodes.text(pair?.key) ?? '';
      const above = `/use/extensions/${index}/${pointerPart(name)}`;
      return (['before', 'after'] as const).flatMap(
        (role) => this.list(pair?.value, role, above, role, titleOf(name)) ?? [],
      );
    });
  }

  /** Fingerprint of what a definition says besides its tasks and its version. */
  frame(root: unknown): string {
    const said = this.nodes.map(root)?.items.filter((pair) => this.nodes.text(pair.key) !== 'do') ?? [];
    return said
      .map((pair) => {
        const name = this.nodes.text(pair.key) ?? '';
        return `${name}:${this.prints.of(pair.value, name === 'document' ? 'version' : undefined)}`;
      })
      .sort()
      .join();
  }

  rangeOf(node: unknown): TextRange | undefined {
    return isNode(node) && node.range ? { from: node.range[0], to: node.range[1] } : undefined;
  }

  private pairRange(pair: Pair): TextRange {
    const from = this.rangeOf(pair.key)?.from ?? 0;
    return { from, to: contentEnd(pair, from) };
  }

  private elements(seq: YAMLSeq, pointer: string, shared: boolean): TaskNode[] {
    if (this.isTooMuch(seq)) {
      return [];
    }
    this.lists.add(seq);
    this.depth++;
    const offsets = seq.flow === true ? [] : dashes(seq);
    const tasks = seq.items.map((element, index) => {
      const own = this.rangeOf(element)?.from ?? 0;
      const from = offsets[index] ?? own;
      const range = { from, to: contentEnd(element, offsets[index] === undefined ? own : from + 1) };
      const seen = this.nodes.seen(element);
      const pair = isMap(seen) && seen.items.length === 1 ? seen.items[0] : undefined;
      const name = pair === undefined ? undefined : this.nodes.text(pair.key);
      return pair === undefined || name === undefined
        ? this.nameless(element, `${pointer}/${index}`, range)
        : this.task(pair, name, `${pointer}/${index}/${pointerPart(name)}`, range, shared || isAlias(element));
    });
    this.depth--;
    return tasks;
  }

  /** Aliases can make much of a short text, and go in circles. */
  private isTooMuch(seq: YAMLSeq): boolean {
    this.tasks += seq.items.length;
    if (this.tasks <= MOST_TASKS && this.depth < DEEPEST) {
      return false;
    }
    if (this.problems.length === 0) {
      const at = seq.range?.[0] ?? 0;
      this.problems.push(
        this.report(
          'tooManyTasks',
          `With its aliases, the text has more than ${MOST_TASKS} tasks or ${DEEPEST} levels.`,
          at,
          at + 1,
        ),
      );
    }
    return true;
  }

  private nameless(element: unknown, pointer: string, range: TextRange): TaskNode {
    return {
      pointer,
      name: '',
      kind: 'unknown',
      title: titleOf(this.nodes.text(element) ?? ''),
      detail: brief(this.nodes.seen(element)),
      range,
      nameRange: { from: range.from, to: range.from },
      lists: [],
      cases: [],
      compete: false,
      parallel: 1,
      content: this.prints.of(element),
    };
  }

  private task(pair: Pair, name: string, pointer: string, range: TextRange, shared: boolean): TaskNode {
    const body = pair.value;
    const kind = this.kindOf(body);
    const isShared = shared || isAlias(body);
    const lists = [...(LISTS[kind] ?? []), COMPENSATE].flatMap(([role, ...path]) => {
      const label = role === 'catch' ? catchDetail(this.nodes.at(body, 'catch'), this.nodes) : '';
      return this.inner(body, path, pointer, role, label, isShared) ?? [];
    });
    const then = this.then(body);
    const condition = this.nodes.text(this.nodes.at(body, 'if'));
    const handler = kind === 'try' ? this.nodes.at(body, 'catch') : undefined;
    const caught = this.then(handler);
    return {
      pointer,
      name,
      kind,
      title: titleOf(name),
      detail: detailOf(kind, body, this.nodes),
      range,
      nameRange: this.rangeOf(pair.key) ?? range,
      lists,
      cases: kind === 'switch' ? this.cases(body) : [],
      ...(then === undefined ? {} : { then }),
      ...(handler === undefined
        ? {}
        : { handler: { detail: catchDetail(handler, this.nodes), ...(caught === undefined ? {} : { then: caught }) } }),
      ...(condition === undefined ? {} : { condition }),
      compete: this.nodes.isTrue(this.nodes.at(body, 'fork', 'compete')),
      parallel: Number(this.nodes.text(this.nodes.at(body, 'metadata', 'millrace', 'parallel')) ?? 1) || 1,
      content: this.prints.of(body),
    };
  }

  private inner(
    body: unknown,
    path: readonly string[],
    pointer: string,
    role: ListRole,
    label: string,
    shared: boolean,
  ): TaskList | undefined {
    let parent = body;
    let isShared = shared;
    for (const name of path.slice(0, -1)) {
      parent = this.nodes.at(parent, name);
      isShared ||= isAlias(parent);
    }
    const above = [pointer, ...path.slice(0, -1).map(pointerPart)].join('/');
    return this.list(parent, path.at(-1) ?? '', above, role, label, isShared);
  }

  private kindOf(body: unknown): TaskKind {
    const word = wordOf(this.nodes.names(body));
    if (word === 'call') {
      return callKind(this.nodes.text(this.nodes.at(body, 'call')) ?? '');
    }
    return word === 'run' ? runKind(this.nodes.names(this.nodes.at(body, 'run'))) : (word ?? 'unknown');
  }

  private cases(body: unknown): SwitchCase[] {
    return (this.nodes.seq(this.nodes.at(body, 'switch'))?.items ?? []).flatMap((element) => {
      const pair = this.nodes.map(element)?.items[0];
      const name = this.nodes.text(pair?.key);
      if (pair === undefined || name === undefined) {
        return [];
      }
      const when = this.nodes.text(this.nodes.at(pair.value, 'when'));
      const then = this.then(pair.value);
      return [
        {
          name,
          title: titleOf(name),
          ...(when === undefined ? {} : { when }),
          ...(then === undefined ? {} : { then }),
        },
      ];
    });
  }

  private then(parent: unknown): Then | undefined {
    const value = this.nodes.at(parent, 'then');
    const target = this.nodes.text(value);
    const range = this.rangeOf(value);
    return target === undefined || target === '' || range === undefined ? undefined : { target, range };
  }
}
