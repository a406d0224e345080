/** One level around a place in a text: an object with the names it has, or a list with the names its elements begin with. */
export interface Level {
  readonly kind: 'map' | 'seq';
  readonly column: number;
  readonly flow: boolean;
  /** The names of an object with the text of their values on the same line; the first names of a list's elements. */
  readonly names: Map<string, string>;
  /** The name that was read last. */
  last: string | null;
}

/** Where something is written or about to be written in a text that need not be finished. */
export interface YamlPlace {
  /** From the outermost to the innermost, each with the name that leads on. */
  readonly levels: readonly { readonly level: Level; readonly name: string | null }[];
  /** Whether a name stands there or a value. */
  readonly role: 'name' | 'value';
  readonly from: number;
  readonly to: number;
  /** The column at which the name stands or would stand. */
  readonly column: number;
  /** The names of every object under `use`, by the path of names that leads to it. */
  readonly known: ReadonlyMap<string, ReadonlySet<string>>;
}

const LONGEST_NAME = 1000;
const NAME =
  /^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s'"{}[\]#&*!|>%@`,-](?:[^:#\n]|:(?=\S)|(?<=\S)#)*?|-(?=[^\s:])(?:[^:#\n]|:(?=\S))*?)\s*:(?=\s|$)/;
const FLOW_NAME = /("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s'"{}[\]#,:][^{}[\]#,:\n]*?)\s*:(?=\s|$|[{["'])/y;

/** Finds where an offset is by indentation and brackets alone; null in comments and in the middle of long texts. */
export function placeAt(text: string, offset: number): YamlPlace | null {
  const scan = new Scan(text, offset);
  scan.run();
  return scan.found === null ? null : { ...scan.found, known: scan.known };
}

class Scan {
  found: Omit<YamlPlace, 'known'> | null = null;
  readonly known = new Map<string, Set<string>>();
  private readonly stack: Level[] = [];
  private at = 0;

  constructor(
    private readonly text: string,
    private readonly cursor: number,
  ) {}

  run(): void {
    while (this.at <= this.text.length) {
      const start = this.at;
      const end = this.lineEnd(start);
      this.line(start, end);
      if (this.at <= end) {
        this.at = end + 1;
      }
    }
  }

  private line(start: number, end: number): void {
    let at = this.afterSpaces(start, end);
    const isBlank = at === end || this.text[at] === '#';
    if (isBlank) {
      if (this.cursor >= start && this.cursor <= Math.min(at, end)) {
        this.notice('name', this.cursor, this.cursor, this.cursor - start);
      }
      return;
    }
    if (this.cursor >= start && this.cursor < at) {
      this.notice('name', this.cursor, this.cursor, this.cursor - start);
    }
    while (this.text[at] === '-' && (at + 1 === end || this.text[at + 1] === ' ')) {
      this.element(at - start);
      const next = this.afterSpaces(at + 1, end);
      const isLast = next >= end || this.text[next] === '#';
      if (this.cursor > at && (this.cursor < next || (isLast && this.cursor <= end))) {
        this.notice('name', this.cursor, this.cursor, Math.max(this.cursor, at + 2) - start);
      }
      at = next;
    }
    if (at >= end) {
      return;
    }
    const name = NAME.exec(this.text.slice(at, Math.min(end, at + LONGEST_NAME)));
    if (name === null) {
      this.noName(at, start, end);
      return;
    }
    this.name(at, at - start, unquoted(name[1] ?? ''), at + (name[1]?.length ?? 0));
    this.value(at - start, at + name[0].length, end);
  }

  private noName(at: number, start: number, end: number): void {
    const first = this.text[at];
    if (first === '{' || first === '[') {
      this.flow(at, at - start - 1);
      return;
    }
    // A word without a colon is a name that somebody is typing, or a value in a list.
    const word = this.text.slice(at, end).trimEnd();
    if (this.cursor >= at && this.cursor <= at + word.length) {
      this.notice('name', at, this.cursor, at - start);
    }
  }

  private name(at: number, column: number, name: string, nameEnd: number): void {
    this.leave(column, false);
    let top = this.stack.at(-1);
    if (top?.kind !== 'map' || top.column !== column || top.flow) {
      const above = this.stack.at(-1);
      if (above?.kind === 'seq') {
        above.names.set(name, '');
      }
      top = this.open('map', column, false);
    }
    this.enter(top, name);
    if (this.cursor >= at && this.cursor <= nameEnd) {
      this.notice('name', at, nameEnd, column);
    }
  }

  private value(column: number, from: number, lineEnd: number): void {
    let at = this.afterSpaces(from, lineEnd);
    for (let mark = /^[&!]\S*\s*/.exec(this.text.slice(at, lineEnd)); mark;) {
      at += mark[0].length;
      mark = /^[&!]\S*\s+/.exec(this.text.slice(at, lineEnd));
    }
    const rest = this.text.slice(at, lineEnd);
    const said = rest.replace(/\s+#.*$/, '').trimEnd();
    const top = this.stack.at(-1);
    if (top?.last != null) {
      top.names.set(top.last, unquoted(said));
    }
    if (/^[|>][-+0-9]*\s*(#.*)?$/.test(rest)) {
      this.skipText(lineEnd, column);
    } else if (rest.startsWith('{') || rest.startsWith('[')) {
      this.flow(at, column);
    } else if (/^(["'])/.test(rest) && !closes(rest)) {
      this.skipQuoted(at, column);
    } else if (this.cursor > from && this.cursor <= at + said.length) {
      this.notice('value', Math.min(at, this.cursor), this.cursor, column);
    }
  }

  /** A list or object between brackets, up to its end or to a line that cannot belong to it any more. */
  private flow(from: number, column: number): void {
    const depth = this.stack.length;
    let expectsName = false;
    let at = from;
    let token = from;
    for (; at <= this.text.length; at++) {
      const char = this.text[at];
      const top = this.stack.at(-1);
      const isName = top?.kind === 'map' && expectsName;
      if (char === undefined || (char === '\n' && this.indentOf(at + 1) <= column && !this.isBlank(at + 1))) {
        this.noticeFlow(token, at, isName);
        break;
      }
      if ('{}[],'.includes(char)) {
        this.noticeFlow(token, at, isName);
        token = at + 1;
      }
      if (char === '{' || char === '[') {
        this.open(char === '{' ? 'map' : 'seq', Number.MAX_SAFE_INTEGER, true);
        expectsName = char === '{';
      } else if (char === '}' || char === ']') {
        this.stack.pop();
        expectsName = false;
        if (this.stack.length <= depth) {
          at++;
          break;
        }
      } else if (char === ',') {
        expectsName = top?.kind === 'map';
      } else if (isName && !/\s/.test(char)) {
        FLOW_NAME.lastIndex = at;
        const name = FLOW_NAME.exec(this.text);
        if (name !== null && top.flow) {
          const nameEnd = at + (name[1]?.length ?? 0);
          this.enter(top, unquoted(name[1] ?? ''));
          if (this.cursor >= at && this.cursor <= nameEnd) {
            this.notice('name', at, nameEnd, 0);
          }
          at = FLOW_NAME.lastIndex - 1;
          token = at + 1;
          expectsName = false;
        }
      } else if ((char === '"' || char === "'") && !isName) {
        const end = this.quoteEnd(at);
        at = end - 1;
      }
    }
    this.stack.length = depth;
    this.at = Math.max(this.at, at);
  }

  private noticeFlow(token: number, at: number, isName: boolean): void {
    if (this.found === null && this.cursor >= token && this.cursor <= at && this.stack.at(-1)?.flow === true) {
      const from = Math.min(this.cursor, token + (/^\s*/.exec(this.text.slice(token, at))?.[0].length ?? 0));
      this.notice(isName ? 'name' : 'value', from, this.cursor, 0);
    }
  }

  private element(column: number): void {
    this.leave(column, true);
    const top = this.stack.at(-1);
    if (top?.kind !== 'seq' || top.column !== column) {
      this.open('seq', column, false);
    }
  }

  /** Closes what is indented further; a list may stand as far left as the name it belongs to. */
  private leave(column: number, isElement: boolean): void {
    for (let top = this.stack.at(-1); top !== undefined; top = this.stack.at(-1)) {
      if (top.column > column || (!isElement && top.kind === 'seq' && top.column === column)) {
        this.stack.pop();
      } else {
        return;
      }
    }
  }

  private open(kind: Level['kind'], column: number, flow: boolean): Level {
    const level: Level = { kind, column, flow, names: new Map(), last: null };
    this.stack.push(level);
    return level;
  }

  private enter(level: Level, name: string): void {
    // Nobody asks for other names than the declared ones, and paths to all of them would take their time.
    if (this.stack[0]?.last === 'use') {
      level.last = null;
      const path = this.path();
      const names = this.known.get(path) ?? new Set();
      this.known.set(path, names.add(name));
    }
    level.last = name;
    level.names.set(name, '');
  }

  private path(): string {
    return this.stack.flatMap((level) => (level.kind === 'map' && level.last !== null ? [level.last] : [])).join('/');
  }

  private notice(role: YamlPlace['role'], from: number, to: number, column: number): void {
    if (this.found !== null) {
      return;
    }
    const levels = [...this.stack];
    if (role === 'name') {
      while (levels.length > 0 && isLeft(levels.at(-1), column)) {
        levels.pop();
      }
    }
    this.found = { levels: levels.map((level) => ({ level, name: level.last })), role, from, to, column };
  }

  private skipText(lineEnd: number, column: number): void {
    let at = lineEnd + 1;
    while (at < this.text.length && (this.isBlank(at) || this.indentOf(at) > column)) {
      at = this.lineEnd(at) + 1;
    }
    this.at = at;
  }

  private skipQuoted(from: number, column: number): void {
    const end = this.quoteEnd(from);
    // A quote that is not closed yet must not swallow the rest of the text.
    const next = this.text.indexOf('\n', from);
    this.at = end >= this.text.length ? (next < 0 ? this.text.length + 1 : next + 1) : this.lineEnd(end) + 1;
    if (this.cursor > from && this.cursor <= end && this.cursor < this.at) {
      this.notice('value', from, this.cursor, column);
    }
  }

  private quoteEnd(from: number): number {
    const quote = this.text[from];
    for (let at = from + 1; at < this.text.length; at++) {
      if (this.text[at] === '\\' && quote === '"') {
        at++;
      } else if (this.text[at] === quote) {
        return at + 1;
      }
    }
    return this.text.length;
  }

  private lineEnd(from: number): number {
    const end = this.text.indexOf('\n', from);
    return end < 0 ? this.text.length : end;
  }

  private afterSpaces(from: number, end: number): number {
    let at = from;
    while (at < end && (this.text[at] === ' ' || this.text[at] === '\t' || this.text[at] === '\r')) {
      at++;
    }
    return at;
  }

  private indentOf(start: number): number {
    return this.afterSpaces(start, this.lineEnd(start)) - start;
  }

  private isBlank(start: number): boolean {
    const end = this.lineEnd(start);
    const at = this.afterSpaces(start, end);
    return at === end || this.text[at] === '#';
  }
}

/** Whether a name at this column stands outside of the level. */
function isLeft(level: Level | undefined, column: number): boolean {
  return (
    level !== undefined && !level.flow && (level.column > column || (level.kind === 'seq' && level.column >= column))
  );
}

function closes(quoted: string): boolean {
  const quote = quoted[0];
  const rest = quoted.slice(1).replace(/\\./g, '').replaceAll("''", '');
  return quote !== undefined && rest.includes(quote);
}

function unquoted(text: string): string {
  const whole = text.trim();
  return /^(["']).*\1$/.test(whole) ? whole.slice(1, -1) : whole;
}
