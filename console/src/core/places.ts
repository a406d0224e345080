import { isAlias, isMap, isPair, isScalar, isSeq } from 'yaml';
import type { CST, Pair, YAMLSeq } from 'yaml';

type SourceToken = CST.SourceToken;

/** The end of what is really written of a node: without the comments and blank lines that follow it. */
export function contentEnd(node: unknown, otherwise: number): number {
  if (isPair(node)) {
    return contentEnd(node.value, nameEnd(node) ?? contentEnd(node.key, otherwise));
  }
  if (isSeq(node) && node.flow !== true) {
    const last = node.items.length - 1;
    return last < 0 ? otherwise : contentEnd(node.items[last], lastWritten(dashTokens(node)[last]) ?? otherwise);
  }
  if (isMap(node) && node.flow !== true) {
    return contentEnd(node.items.at(-1), otherwise);
  }
  if ((isSeq(node) || isMap(node) || isScalar(node) || isAlias(node)) && node.range) {
    return node.range[1] > node.range[0] ? node.range[1] : otherwise;
  }
  return otherwise;
}

/** The end of a name with its colon, and of an anchor or a tag before its value. */
export function nameEnd(pair: Pair): number | undefined {
  return lastWritten(separators(pair));
}

function separators(pair: Pair): readonly SourceToken[] {
  return (pair as { srcToken?: CST.CollectionItem }).srcToken?.sep ?? [];
}

/** The offset of each dash of a block sequence; as many as it has items. */
export function dashes(seq: YAMLSeq): readonly number[] {
  return dashTokens(seq).map((start) => start.find((token) => token.type === 'seq-item-ind')?.offset ?? 0);
}

function dashTokens(seq: YAMLSeq): readonly (readonly SourceToken[])[] {
  const source = seq.srcToken;
  // What only comments stand in is no item.
  return source?.type === 'block-seq'
    ? source.items.map((item) => item.start).filter((start) => start.some((token) => token.type === 'seq-item-ind'))
    : [];
}

function lastWritten(tokens: readonly SourceToken[] | undefined): number | undefined {
  const last = tokens?.findLast(({ type }) => type !== 'space' && type !== 'newline' && type !== 'comment');
  return last === undefined ? undefined : last.offset + last.source.length;
}

/** How far an offset is from the start of its line. */
export function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

/** A name as a part of a JSON pointer. */
export function pointerPart(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
