/** A JSON schema, as far as it says what may be written. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema | boolean>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly required?: readonly string[];
  readonly items?: JsonSchema | boolean;
  readonly oneOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly if?: JsonSchema;
  readonly then?: JsonSchema;
  readonly else?: JsonSchema;
  readonly examples?: readonly unknown[];
  readonly default?: unknown;
}

/** A property that may be written, what it may be, and why. */
export interface Property {
  readonly name: string;
  readonly schema: JsonSchema;
  readonly required: boolean;
}

type Names = ReadonlyMap<string, string>;

const NO_NAMES: Names = new Map();
const DEEPEST = 24;

/** Looks into a schema along a path, as far as what is already written decides between its alternatives. */
export class SchemaReader {
  constructor(private readonly root: JsonSchema) {}

  /** What may be written in an object that has these names already. */
  properties(schemas: readonly JsonSchema[], names: Names): Property[] {
    const found = new Map<string, Property>();
    for (const part of this.parts(schemas, names)) {
      for (const [name, schema] of Object.entries(part.properties ?? {})) {
        if (typeof schema === 'object' && !found.has(name)) {
          found.set(name, { name, schema, required: part.required?.includes(name) ?? false });
        }
      }
    }
    return [...found.values()];
  }

  /** What may be written under a name of an object that has these names. */
  member(schemas: readonly JsonSchema[], names: Names, name: string): JsonSchema[] {
    return this.parts(schemas, names).flatMap((part) => {
      const own = part.properties && Object.hasOwn(part.properties, name) ? part.properties[name] : undefined;
      const schema = own ?? part.additionalProperties;
      return typeof schema === 'object' ? [schema] : [];
    });
  }

  elements(schemas: readonly JsonSchema[]): JsonSchema[] {
    return this.parts(schemas, NO_NAMES).flatMap((part) => (typeof part.items === 'object' ? [part.items] : []));
  }

  /** The values that a schema names. */
  values(schemas: readonly JsonSchema[]): string[] {
    const parts = this.parts(schemas, NO_NAMES);
    const named = parts.flatMap((part) => [
      ...(part.enum ?? []),
      ...(part.const === undefined ? [] : [part.const]),
      ...(part.examples ?? []),
      ...(part.type === 'boolean' ? [true, false] : []),
    ]);
    return [...new Set(named.filter((value) => typeof value !== 'object').map(String))];
  }

  /** Values of a property that decide about its neighbours, such as what a `call` calls. */
  decidingValues(schemas: readonly JsonSchema[], names: Names, name: string): string[] {
    return this.parts(schemas, names).flatMap((part) =>
      (part.allOf ?? []).flatMap((choice) => {
        const property = choice.if?.properties?.[name];
        return typeof property === 'object' && typeof property.const === 'string' ? [property.const] : [];
      }),
    );
  }

  /** In a word or two, what kind of value is meant. */
  typeOf(schema: JsonSchema): string {
    const parts = this.parts([schema], NO_NAMES);
    if (parts.some((part) => part.enum !== undefined)) {
      return 'enum';
    }
    return [...new Set(parts.flatMap((part) => part.type ?? []))].join(' | ');
  }

  description(schema: JsonSchema): string {
    return schema.description ?? this.parts([schema], NO_NAMES).find((part) => part.description)?.description ?? '';
  }

  /** The schema and all it stands for, without what the names rule out. */
  private parts(schemas: readonly JsonSchema[], names: Names): JsonSchema[] {
    const found: JsonSchema[] = [];
    const visit = (schema: JsonSchema, depth: number): void => {
      if (depth > DEEPEST) {
        return;
      }
      const inner = (others: readonly JsonSchema[] | undefined) => others?.forEach((other) => visit(other, depth + 1));
      found.push(schema);
      const target = schema.$ref === undefined ? undefined : this.target(schema.$ref);
      if (target !== undefined) {
        visit(target, depth + 1);
      }
      inner(schema.oneOf);
      inner(schema.anyOf);
      inner(schema.allOf);
      inner(this.chosen(schema, names));
    };
    schemas.forEach((schema) => visit(schema, 0));
    return found;
  }

  private chosen(schema: JsonSchema, names: Names): JsonSchema[] {
    const open: { word: readonly string[]; then: JsonSchema }[] = [];
    let rest: JsonSchema | undefined = schema;
    for (; rest?.if !== undefined; rest = rest.else) {
      if (rest.then !== undefined && holds(rest.if, names)) {
        return [rest.then];
      }
      if (rest.then !== undefined && rest.if.required !== undefined) {
        open.push({ word: rest.if.required, then: rest.then });
      }
    }
    if (open.length < 2) {
      return rest === undefined || rest === schema ? [] : [rest];
    }
    return [this.undecided(open)];
  }

  /** While nothing decides, what decides may be written, and what all alternatives share. */
  private undecided(open: readonly { word: readonly string[]; then: JsonSchema }[]): JsonSchema {
    const all = open.map(({ word, then }) => ({ word, properties: this.properties([then], NO_NAMES) }));
    const properties: Record<string, JsonSchema> = {};
    for (const { word, properties: own } of all) {
      for (const { name, schema } of own) {
        if (word.includes(name)) {
          properties[name] ??= schema;
        }
      }
    }
    for (const { name, schema } of all[0]?.properties ?? []) {
      if (all.every((other) => other.properties.some((property) => property.name === name))) {
        properties[name] ??= schema;
      }
    }
    return { properties };
  }

  private target(reference: string): JsonSchema | undefined {
    if (!reference.startsWith('#')) {
      return undefined;
    }
    let target: unknown = this.root;
    for (const part of reference.slice(1).split('/').slice(1)) {
      const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
      target = typeof target === 'object' && target !== null ? (target as Record<string, unknown>)[name] : undefined;
    }
    return target as JsonSchema | undefined;
  }
}

function holds(condition: JsonSchema, names: Names): boolean {
  const deciding = Object.entries(condition.properties ?? {});
  return (
    (condition.required ?? []).every((name) => names.has(name)) &&
    deciding.every(([name, schema]) => typeof schema === 'object' && names.get(name) === schema.const) &&
    (condition.required !== undefined || deciding.length > 0)
  );
}
