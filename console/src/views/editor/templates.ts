import { readDefinition, type Definition } from '../../core/definition';
import ask from './templates/ask.yaml?raw';
import decide from './templates/decide.yaml?raw';
import hello from './templates/hello.yaml?raw';
import loop from './templates/loop.yaml?raw';
import retry from './templates/retry.yaml?raw';

/** A definition to begin with. */
export interface Template {
  readonly name: string;
  readonly text: string;
  readonly definition: Definition;
  /** Whether it runs as it is, without anything outside of the server. */
  readonly alone: boolean;
}

const OWN: readonly (readonly [string, string])[] = [
  ['hello', hello],
  ['decide', decide],
  ['loop', loop],
  ['retry', retry],
  ['ask', ask],
];

const examples = import.meta.glob<string>('../../../../examples/*/workflow.yaml', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** Small ones first, then the examples that come with Millrace. */
export const TEMPLATES: readonly Template[] = [
  ...OWN.flatMap(([name, text]) => template(name, text, true)),
  ...Object.entries(examples).flatMap(([path, text]) => template(path.split('/').at(-2) ?? path, text, false)),
];

function template(name: string, text: string, alone: boolean): Template[] {
  const reading = readDefinition(text);
  return reading.ok ? [{ name, text, definition: reading.definition, alone }] : [];
}

export function templateNamed(name: string): Template | undefined {
  return TEMPLATES.find((each) => each.name === name);
}
