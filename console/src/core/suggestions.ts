import { SchemaReader } from './jsonSchema';
import type { JsonSchema } from './jsonSchema';
import { DIRECTIVES } from './kinds';
import { placeAt } from './yamlPlace';
import type { YamlPlace } from './yamlPlace';

export type { JsonSchema } from './jsonSchema';

/** Something that can be written at a place. */
export interface Suggestion {
  readonly label: string;
  /** The text to write; names bring their colon and, where something must follow below, the next line. */
  readonly insert: string;
  readonly kind: 'name' | 'value' | 'task';
  readonly type: string;
  readonly description: string;
  readonly required: boolean;
}

export interface Suggestions {
  /** Where the text begins that a suggestion replaces. */
  readonly from: number;
  readonly items: readonly Suggestion[];
}

/** What the language says about a name in a text. */
export interface Explanation {
  readonly from: number;
  readonly to: number;
  readonly name: string;
  readonly type: string;
  readonly description: string;
  readonly values: readonly string[];
}

/** Which declared names a property takes. */
const DECLARED: Readonly<Record<string, string>> = {
  call: 'use/functions',
  retry: 'use/retries',
  timeout: 'use/timeouts',
  error: 'use/errors',
  use: 'use/authentications',
};

/** What can be written at an offset of a text that need not be finished, by a JSON schema. */
export function completionsAt(text: string, offset: number, schema: JsonSchema): Suggestions | null {
  const place = placeAt(text, offset);
  if (place === null) {
    return null;
  }
  const walk = new Walk(new SchemaReader(schema), schema, place);
  return { from: place.from, items: place.role === 'name' ? walk.names() : walk.values() };
}

/** What the schema says about the name at an offset; null where there is none. */
export function hoverAt(text: string, offset: number, schema: JsonSchema): Explanation | null {
  const place = placeAt(text, offset);
  const name = place?.levels.at(-1)?.name ?? null;
  if (place?.role !== 'name' || name === null || place.to <= place.from || offset > place.to) {
    return null;
  }
  const reader = new SchemaReader(schema);
  const walk = new Walk(reader, schema, place);
  const found = walk.ofName();
  const description = found.map((one) => reader.description(one)).find((text) => text !== '') ?? '';
  const type = found.map((one) => reader.typeOf(one)).find((text) => text !== '') ?? '';
  return found.length === 0 || !text.slice(place.from, place.to).includes(name)
    ? null
    : { from: place.from, to: place.to, name, type, description, values: reader.values(found) };
}

class Walk {
  constructor(
    private readonly reader: SchemaReader,
    private readonly root: JsonSchema,
    private readonly place: YamlPlace,
  ) {}

  names(): Suggestion[] {
    const last = this.place.levels.at(-1);
    const isInside = last?.level.kind === 'map' && (last.level.flow || last.level.column === this.place.column);
    const written = isInside ? last.level.names : new Map<string, string>();
    const schemas = isInside ? this.upTo(this.place.levels.length - 1) : this.upTo(this.place.levels.length);
    // A name under the cursor is no neighbour of itself.
    const others = new Map([...written].filter(([name]) => !(isInside && name === last.name && this.isUnderCursor())));
    const isFlow = last?.level.flow === true;
    return [
      ...this.reader
        .properties(schemas, others)
        .filter(({ name }) => !others.has(name))
        .map(({ name, schema, required }) => ({
          label: name,
          insert: this.isUnderCursor() && isInside ? name : `${name}:${this.following(schema, isFlow)}`,
          kind: 'name' as const,
          type: this.reader.typeOf(schema),
          description: this.reader.description(schema),
          required,
        })),
      ...(isInside ? [] : this.listedValues(schemas)),
    ];
  }

  values(): Suggestion[] {
    const last = this.place.levels.at(-1);
    if (last === undefined) {
      return [];
    }
    const above = this.upTo(this.place.levels.length - 1);
    const name = last.name ?? '';
    const schemas = last.level.kind === 'map' ? this.upTo(this.place.levels.length) : this.reader.elements(above);
    const named = [...this.reader.values(schemas), ...this.reader.decidingValues(above, last.level.names, name)];
    const source = Object.hasOwn(DECLARED, name) ? DECLARED[name] : undefined;
    const declared = source === undefined ? [] : (this.place.known.get(source) ?? []);
    const tasks = name === 'then' ? [...DIRECTIVES, ...this.tasksBeside()] : [];
    return [
      ...[...new Set([...named, ...declared])].map((value) => suggestion(value, 'value')),
      ...tasks.map((task) => suggestion(task, 'task')),
    ];
  }

  /** The schemas of the name under the cursor. */
  ofName(): JsonSchema[] {
    return this.upTo(this.place.levels.length);
  }

  private isUnderCursor(): boolean {
    return this.place.to > this.place.from && this.place.levels.at(-1)?.name !== null && this.isWhole();
  }

  /** Whether the name at the place has its colon already. */
  private isWhole(): boolean {
    const last = this.place.levels.at(-1);
    return last?.name?.length === this.place.to - this.place.from;
  }

  private listedValues(schemas: readonly JsonSchema[]): Suggestion[] {
    return this.reader.values(schemas).map((value) => suggestion(value, 'value'));
  }

  /** The schemas of what the first so many levels lead to. */
  private upTo(count: number): JsonSchema[] {
    let schemas: JsonSchema[] = [this.root];
    for (const { level, name } of this.place.levels.slice(0, count)) {
      schemas =
        level.kind === 'seq'
          ? this.reader.elements(schemas)
          : name === null
            ? []
            : this.reader.member(schemas, level.names, name);
    }
    return schemas;
  }

  /** The names of the tasks that `then` reaches: those of the list around the task, not the cases of a switch. */
  private tasksBeside(): string[] {
    const { levels } = this.place;
    for (let i = levels.length - 1; i > 0; i--) {
      const level = levels[i]?.level;
      if (level?.kind === 'seq' && levels[i - 1]?.name !== 'switch') {
        return [...level.names.keys()];
      }
    }
    return [];
  }

  /** What stands behind the colon of a new name. */
  private following(schema: JsonSchema, isFlow: boolean): string {
    const type = this.reader.typeOf(schema);
    if (isFlow || (type !== 'object' && type !== 'array')) {
      return ' ';
    }
    const indent = ' '.repeat(this.place.column + 2);
    return type === 'array' ? `\n${indent}- ` : `\n${indent}`;
  }
}

function suggestion(label: string, kind: 'value' | 'task'): Suggestion {
  return { label, insert: label, kind, type: '', description: '', required: false };
}
