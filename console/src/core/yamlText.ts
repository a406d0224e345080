import { Composer, Lexer, LineCounter, Parser, isAlias, isMap, isPair, isSeq } from 'yaml';
import type { CST, Document, Node, ParsedNode } from 'yaml';

/** Something in a text that keeps it from being read, in words, and where. */
export interface TextProblem {
  /**
   * What kind of problem it is, for those who say it in another language: `empty`, `several` documents, `tooLong`,
   * `tooMany` parts, `tooDeep`, `tooManyTasks`, a name given `twice`, `noObject`, `noTasks`, `noList`, or in capitals
   * what the YAML parser calls it.
   */
  readonly code: string;
  readonly message: string;
  readonly from: number;
  readonly to: number;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

/** Makes the problem with a range of a text. */
export type Report = (code: string, message: string, from: number, to: number) => TextProblem;

export interface YamlText {
  readonly document: Document.Parsed;
  /** The problem with a range of the text. */
  readonly problem: Report;
}

/** The limits of the engine: what exceeds them cannot be published. */
export const LONGEST = 1 << 20;
export const DEEPEST = 64;

// A text of one megabyte that somebody wrote has far fewer; a hostile one would keep the page busy for seconds.
const MOST_LEXEMES = 200_000;
const MOST_PROBLEMS = 100;

/** Reads a YAML or JSON text with limits on its length, its nesting and its number of parts; never throws. */
export function readYaml(text: string): YamlText | readonly TextProblem[] {
  const lines = new LineCounter();
  const problem: Report = (code, message, from, to) => {
    const { line, col } = lines.linePos(from);
    return { code, message, from, to, line: Math.max(1, line), column: Math.max(1, col) };
  };
  if (text.length > LONGEST) {
    return [
      problem(
        'tooLong',
        `The text is ${text.length} characters long; at most ${LONGEST} are allowed.`,
        LONGEST,
        LONGEST,
      ),
    ];
  }
  const tokens = tokensOf(text, lines);
  if (tokens === undefined) {
    return [problem('tooMany', 'The text has too many parts to be read.', 0, 0)];
  }
  const tooDeep = firstTooDeep(tokens);
  if (tooDeep !== undefined) {
    return [problem('tooDeep', `More than ${DEEPEST} levels stand inside one another here.`, tooDeep, tooDeep + 1)];
  }
  const documents = [...new Composer({ uniqueKeys: false, keepSourceTokens: true }).compose(tokens, true, text.length)];
  const [document, second] = documents;
  if (document === undefined || isBlank(document)) {
    return [problem('empty', 'The text is empty; it must be a YAML or JSON document.', 0, 0)];
  }
  if (second !== undefined) {
    const at = second.range[0];
    return [problem('several', 'There is more than one document in the text.', at, Math.min(text.length, at + 3))];
  }
  const problems = document.errors
    .slice(0, MOST_PROBLEMS)
    .map((error) => problem(error.code, error.message, error.pos[0], error.pos[1]));
  problems.push(...namesGivenTwice(document.contents, problem));
  return problems.length > 0 ? problems : { document, problem };
}

function isBlank(document: Document): boolean {
  return document.contents === null && document.errors.length === 0;
}

function tokensOf(text: string, lines: LineCounter): CST.Token[] | undefined {
  const tokens: CST.Token[] = [];
  const parser = new Parser(lines.addNewLine);
  let lexemes = 0;
  lines.addNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    if (++lexemes > MOST_LEXEMES) {
      return undefined;
    }
    tokens.push(...parser.next(lexeme));
  }
  tokens.push(...parser.end());
  return tokens;
}

/** Where the first value begins that stands too deep; found without recursion, as nobody knows yet how deep it goes. */
function firstTooDeep(tokens: readonly CST.Token[]): number | undefined {
  const open: { token: CST.Token; depth: number }[] = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { token, depth } = next;
    if (depth > DEEPEST) {
      return token.offset;
    }
    if (token.type === 'document') {
      if (token.value) {
        open.push({ token: token.value, depth });
      }
    } else if ('items' in token) {
      for (const item of token.items) {
        for (const part of [item.key, item.value]) {
          if (part) {
            open.push({ token: part, depth: 'items' in part ? depth + 1 : depth });
          }
        }
      }
    }
  }
  return undefined;
}

function namesGivenTwice(root: Node | null, problem: Report): TextProblem[] {
  const found: TextProblem[] = [];
  const visit = (node: unknown): void => {
    if (isSeq(node)) {
      node.items.forEach(visit);
    } else if (isMap(node)) {
      const names = new Set<string>();
      for (const pair of node.items) {
        const name = scalarText(pair.key);
        if (name !== undefined && names.has(name) && found.length < MOST_PROBLEMS) {
          const [from, to] = (pair.key as ParsedNode).range;
          found.push(problem('twice', `The name "${name}" is given twice in the same object.`, from, to));
        }
        if (name !== undefined) {
          names.add(name);
        }
        visit(pair.value);
      }
    } else if (isPair(node)) {
      visit(node.value);
    }
  };
  visit(root);
  return found;
}

/** The text of a scalar, whatever it holds; undefined of anything else. */
export function scalarText(node: unknown): string | undefined {
  if (typeof node !== 'object' || node === null || !('value' in node) || 'items' in node || isAlias(node)) {
    return undefined;
  }
  const { value } = node;
  if (typeof value === 'string') {
    return value;
  }
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') {
    return String(value);
  }
  return value === null ? '' : undefined;
}
