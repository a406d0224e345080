/** Every task that the engine performs, and `unknown` for what a text holds in the place of one. */
export const TASK_KINDS = [
  'do',
  'set',
  'switch',
  'for',
  'fork',
  'try',
  'raise',
  'wait',
  'emit',
  'listen',
  'callHttp',
  'callOpenapi',
  'callGrpc',
  'callAsyncapi',
  'callMcp',
  'callA2a',
  'callCallback',
  'callFunction',
  'runWorkflow',
  'runScript',
  'runShell',
  'runContainer',
  'unknown',
] as const;

export type TaskKind = (typeof TASK_KINDS)[number];

/** The kinds that a person can add. */
export type KnownKind = Exclude<TaskKind, 'unknown'>;

/** The property that says what a task does. */
export const TASK_WORDS = [
  'do',
  'set',
  'switch',
  'raise',
  'wait',
  'emit',
  'call',
  'for',
  'fork',
  'listen',
  'run',
  'try',
] as const;

export type TaskWord = (typeof TASK_WORDS)[number];

/** What `then` says besides the name of a task; no task can be called so. */
export const DIRECTIVES: readonly string[] = ['continue', 'exit', 'end'];

const CALLS: Readonly<Record<string, TaskKind>> = {
  http: 'callHttp',
  openapi: 'callOpenapi',
  grpc: 'callGrpc',
  asyncapi: 'callAsyncapi',
  mcp: 'callMcp',
  a2a: 'callA2a',
  callback: 'callCallback',
};

const RUNS: Readonly<Record<string, TaskKind>> = {
  workflow: 'runWorkflow',
  script: 'runScript',
  shell: 'runShell',
  container: 'runContainer',
};

/** The word of a task with these properties; undefined unless it does exactly one thing, as the engine demands. */
export function wordOf(properties: ReadonlySet<string>): TaskWord | undefined {
  // The `do` of a loop is what it repeats.
  const words = TASK_WORDS.filter((word) => properties.has(word) && !(word === 'do' && properties.has('for')));
  return words.length === 1 ? words[0] : undefined;
}

/** The kind of a `call` of something. */
export function callKind(called: string): TaskKind {
  return Object.hasOwn(CALLS, called) ? (CALLS[called] ?? 'unknown') : called === '' ? 'unknown' : 'callFunction';
}

/** The kind of a `run` with these properties. */
export function runKind(properties: ReadonlySet<string>): TaskKind {
  const named = Object.keys(RUNS).filter((process) => properties.has(process));
  return named.length === 1 ? (RUNS[named[0] ?? ''] ?? 'unknown') : 'unknown';
}
