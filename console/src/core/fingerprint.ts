import { isAlias, isMap, isSeq } from 'yaml';
import type { Nodes } from './nodes';
import { scalarText } from './yamlText';

/** 64 bits of a text, as 16 hexadecimal digits: enough to tell texts apart, no protection against anybody. */
export function hashOf(text: string): string {
  let one = 0xdeadbeef;
  let other = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    one = Math.imul(one ^ code, 0x9e3779b1);
    other = Math.imul(other ^ code, 0x5f356495);
    one ^= one >>> 15;
    other ^= other >>> 13;
  }
  return hex(one) + hex(other);
}

function hex(bits: number): string {
  return (bits >>> 0).toString(16).padStart(8, '0');
}

/**
 * Fingerprints of values, whatever their format and the order of their names. Each node is looked at once, so that
 * aliases of aliases cost nothing, and an alias has the fingerprint of what it stands for.
 */
export class Fingerprints {
  private readonly known = new Map<unknown, string>();

  constructor(
    private readonly nodes: Nodes,
    private readonly leftOut: ReadonlySet<unknown>,
  ) {}

  of(node: unknown, without?: string): string {
    const seen = isAlias(node) ? this.nodes.seen(node) : node;
    if (this.leftOut.has(seen)) {
      return 'tasks';
    }
    const known = this.known.get(seen);
    if (known !== undefined && without === undefined) {
      return known;
    }
    // An alias inside of what it stands for would never end.
    this.known.set(seen, 'circle');
    const print = this.print(seen, without);
    this.known.set(seen, print);
    return print;
  }

  private print(node: unknown, without: string | undefined): string {
    if (isSeq(node)) {
      return hashOf(`[${node.items.map((item) => this.of(item)).join()}]`);
    }
    if (isMap(node)) {
      const parts = node.items
        .filter((pair) => scalarText(pair.key) !== without)
        .map((pair) => `${hashOf(scalarText(pair.key) ?? '?')}:${this.of(pair.value)}`);
      return hashOf(`{${parts.sort().join()}}`);
    }
    const value: unknown = typeof node === 'object' && node !== null && 'value' in node ? node.value : null;
    return hashOf(`${typeof value} ${scalarText(node) ?? ''}`);
  }
}
