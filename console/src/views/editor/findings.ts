import type { Flaw } from '../../api/problem';
import { tasksOf, type Definition, type Reading } from '../../core/definition';

/** Something that is wrong in the text, and where. */
export interface Finding {
  readonly source: 'text' | 'server';
  /** What kind of problem the text has; empty of what the server says. */
  readonly code: string;
  readonly message: string;
  readonly from: number;
  readonly to: number;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** The JSON pointer as the server names it; empty where nothing is said. */
  readonly pointer: string;
}

/** All that is wrong, in the order of the text: what the text itself shows, else what the server says. */
export function findingsOf(text: string, reading: Reading, flaws: readonly Flaw[]): Finding[] {
  if (!reading.ok) {
    return reading.problems.map((problem) => ({
      source: 'text',
      code: problem.code,
      message: problem.message,
      from: Math.min(problem.from, text.length),
      to: Math.min(Math.max(problem.to, problem.from), text.length),
      line: problem.line,
      column: problem.column,
      pointer: '',
    }));
  }
  const starts = lineStarts(text);
  return flaws
    .map((flaw) => located(text, starts, reading.definition, flaw))
    .sort((one, other) => one.from - other.from);
}

function located(text: string, starts: readonly number[], definition: Definition, flaw: Flaw): Finding {
  const from =
    flaw.line === undefined
      ? (nearestTask(definition, flaw.pointer)?.nameRange.from ?? 0)
      : Math.min((starts[flaw.line - 1] ?? text.length) + (flaw.column ?? 1) - 1, text.length);
  const line = flaw.line ?? lineOf(starts, from);
  return {
    source: 'server',
    code: '',
    message: flaw.detail,
    from,
    to: wordEnd(text, from),
    line,
    column: flaw.column ?? from - (starts[line - 1] ?? 0) + 1,
    pointer: flaw.pointer,
  };
}

/** One slip of the pen makes many problems in its line: each sentence once a line is enough. */
export function unrepeated(findings: readonly Finding[]): Finding[] {
  const said = new Set<string>();
  return findings.filter(({ line, message }) => {
    const sentence = `${line} ${message}`;
    const isNew = !said.has(sentence);
    said.add(sentence);
    return isNew;
  });
}

/** The innermost task around an offset. */
export function taskAround(definition: Definition, offset: number): string | null {
  let found: string | null = null;
  for (const task of tasksOf(definition)) {
    if (offset >= task.range.from && offset <= task.range.to) {
      found = task.pointer;
    }
  }
  return found;
}

function nearestTask(definition: Definition, pointer: string) {
  let nearest;
  for (const task of tasksOf(definition)) {
    if (pointer === task.pointer || pointer.startsWith(`${task.pointer}/`)) {
      nearest = task;
    }
  }
  return nearest;
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    starts.push(at + 1);
  }
  return starts;
}

function lineOf(starts: readonly number[], offset: number): number {
  const after = starts.findIndex((start) => start > offset);
  return after < 0 ? starts.length : after;
}

/** The end of what stands at an offset: to the end of the name or the value, at least a character. */
function wordEnd(text: string, from: number): number {
  const word = /^["']?[^\s:,{}[\]"']+/.exec(text.slice(from, from + 200));
  return Math.min(text.length, from + Math.max(1, word?.[0].length ?? 1));
}
