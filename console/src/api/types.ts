import type { components } from './schema';

type Schemas = components['schemas'];

export type Workflow = Required<Schemas['Workflow']>;
export type WorkflowDefinition = Required<Schemas['WorkflowDefinition']>;
export type PublishedDefinition = Schemas['PublishedDefinition'];
export type Key = Required<Schemas['Key']>;
export type NewKey = Required<Schemas['NewKey']>;
export type Tenant = Schemas['Tenant'];
export type TenantSettings = Schemas['TenantSettings'];
export type Limits = Schemas['Limits'];
export type Role = Key['role'];

/** Where a run stands. */
export type RunStatus = NonNullable<Schemas['Run']['status']>;

/** All statuses, in the order in which people look at them. */
export const RUN_STATUSES = [
  'pending',
  'running',
  'waiting',
  'suspended',
  'faulted',
  'cancelled',
  'completed',
] as const satisfies readonly RunStatus[];

/** Whether a run that stands there goes on by itself or can be made to. */
export function isOpen(status: RunStatus): boolean {
  return status === 'pending' || status === 'running' || status === 'waiting' || status === 'suspended';
}

/** An error as the language tells it (Open Workflow DSL, "Errors"). */
export interface RunError {
  type?: string;
  status?: number;
  title?: string | null;
  detail?: string | null;
  instance?: string | null;
}

/** A run. Lists asked for briefly have no input, output and error. */
export interface Run {
  id: string;
  workflow?: string;
  version?: string;
  status: RunStatus;
  input?: unknown;
  output?: unknown;
  error?: RunError | null;
  startedAt?: string;
  endedAt?: string | null;
  usage?: Record<string, unknown>;
  omitted?: string[];
}

/** One attempt of one task of a run. */
export interface HistoryItem {
  task: string;
  pointer: string;
  iteration?: string | null;
  position?: number;
  attempt: number;
  status: string;
  startedAt: string;
  endedAt?: string | null;
  input?: unknown;
  output?: unknown;
  error?: RunError | null;
  detail?: unknown;
  omitted?: string[];
}

/** Part of a list, and the cursor of the next part (null at the end). */
export interface Page<T> {
  items: T[];
  next: string | null;
}

/** How many runs started in a span of time, and what became of them. */
export interface Statistic {
  workflow: string;
  at: string;
  started: number;
  completed: number;
  faulted: number;
  cancelled: number;
  open: number;
}

export interface Statistics {
  from: string;
  to: string;
  step: string;
  items: Statistic[];
}

/** One record of the audit. What else it holds depends on its kind. */
export interface AuditItem {
  id?: string;
  time: string;
  kind: string;
  actor: string;
  outcome?: string;
  rejection?: { code?: string; reason?: string };
  runId?: string;
  workflow?: string;
  status?: string;
  [other: string]: unknown;
}

/** Who is signed in. A platform key belongs to every tenant: its tenant is an asterisk. */
export interface Session {
  tenant: string;
  role: Role;
  keyId: string;
  label: string;
  expiresAt: string;
}
