import { isMap, isScalar } from 'yaml';
import { readYaml } from './yamlText';
import type { JsonSchema } from './jsonSchema';

const DEEPEST = 6;

/** An input that a definition would accept, made up from the schema it declares; undefined when it declares none. */
export function sampleInput(text: string): unknown {
  const yaml = readYaml(text);
  if (!('document' in yaml)) {
    return undefined;
  }
  const schema = yaml.document.getIn(['input', 'schema', 'document'], true);
  if (!isMap(schema) && !isScalar(schema)) {
    return undefined;
  }
  try {
    return sampleOf(schema.toJS(yaml.document) as JsonSchema);
  } catch {
    // Aliases of aliases would make more of it than anybody wants to see.
    return undefined;
  }
}

/** A value that a schema would accept, as plain as can be. */
export function sampleOf(schema: JsonSchema | boolean, depth = 0): unknown {
  if (typeof schema !== 'object' || depth > DEEPEST) {
    return {};
  }
  const named = [schema.default, schema.const, schema.examples?.[0], schema.enum?.[0]].find(
    (each) => each !== undefined,
  );
  if (named !== undefined) {
    return named;
  }
  const inner = schema.oneOf?.[0] ?? schema.anyOf?.[0] ?? schema.allOf?.[0];
  const type = Array.isArray(schema.type) ? (schema.type as readonly string[])[0] : schema.type;
  if (type === undefined && schema.properties === undefined && inner !== undefined) {
    return sampleOf(inner, depth + 1);
  }
  switch (type ?? 'object') {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, property]) => [name, sampleOf(property, depth + 1)]),
      );
    case 'array':
      return schema.items === undefined ? [] : [sampleOf(schema.items, depth + 1)];
    case 'string':
      return 'text';
    case 'integer':
    case 'number':
      return 1;
    case 'boolean':
      return true;
    default:
      return null;
  }
}
