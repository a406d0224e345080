import { isAlias, isMap, isNode, isPair, isSeq } from 'yaml';
import type { Document, Pair, YAMLMap, YAMLSeq } from 'yaml';
import { scalarText } from './yamlText';

/** Looks into a document the way its engine does: an alias is what it stands for. */
export class Nodes {
  private readonly targets = new Map<unknown, unknown>();

  constructor(private readonly document: Document.Parsed) {
    const anchors = new Map<string, unknown>();
    // One walk for all aliases: asking the library for each would be a walk an alias.
    const visit = (node: unknown): void => {
      if (isAlias(node)) {
        this.targets.set(node, anchors.get(node.source) ?? null);
        return;
      }
      if (isNode(node) && 'anchor' in node && node.anchor) {
        anchors.set(node.anchor, node);
      }
      if (isPair(node)) {
        visit(node.key);
        visit(node.value);
      } else if (isMap(node) || isSeq(node)) {
        node.items.forEach(visit);
      }
    };
    visit(document.contents);
  }

  get root(): unknown {
    return this.document.contents;
  }

  /** The node, or what it stands for. */
  seen(node: unknown): unknown {
    return this.targets.get(node) ?? node;
  }

  map(node: unknown): YAMLMap | undefined {
    const seen = this.seen(node);
    return isMap(seen) ? seen : undefined;
  }

  seq(node: unknown): YAMLSeq | undefined {
    const seen = this.seen(node);
    return isSeq(seen) ? seen : undefined;
  }

  text(node: unknown): string | undefined {
    return scalarText(this.seen(node));
  }

  pair(node: unknown, name: string): Pair | undefined {
    return this.map(node)?.items.find((pair) => scalarText(pair.key) === name);
  }

  /** The value at a path of names, as it stands in the text. */
  at(node: unknown, ...path: readonly string[]): unknown {
    let value: unknown = node;
    for (const name of path) {
      const pair = this.pair(value, name);
      if (pair === undefined) {
        return undefined;
      }
      value = pair.value;
    }
    return value;
  }

  names(node: unknown): ReadonlySet<string> {
    return new Set(this.map(node)?.items.map((pair) => scalarText(pair.key) ?? '') ?? []);
  }

  isTrue(node: unknown): boolean {
    return this.text(node) === 'true';
  }
}
