import { call, get, query, segment, type Tagged } from './client';
import type {
  AuditItem,
  HistoryItem,
  Key,
  NewKey,
  Page,
  PublishedDefinition,
  Role,
  Run,
  RunError,
  Statistics,
  Tenant,
  TenantSettings,
  Workflow,
  WorkflowDefinition,
} from './types';

/** Which runs of a tenant are wanted. Times are ISO 8601. */
export interface RunFilter {
  workflow?: string | null;
  /** One status or several with commas. */
  status?: string | null;
  from?: string | null;
  to?: string | null;
  q?: string | null;
}

export interface AuditFilter {
  from?: string | null;
  to?: string | null;
  actor?: string | null;
  kind?: string | null;
  run?: string | null;
}

/** What may be said about a publication. */
export interface Publication {
  dryRun?: boolean;
  /** Raises the patch number where the version is taken, rather than refuse the definition. */
  autoVersion?: boolean;
  ifMatch?: string;
}

/** What `?wait=` answers: a run that ended, or one that still goes. */
export interface StartedRun {
  id: string;
  status: string;
  output?: unknown;
  error?: RunError | null;
}

const YAML = 'application/yaml';

/** Everything of one tenant, as the server's interface names it. */
export class TenantApi {
  readonly path: string;

  constructor(readonly tenant: string) {
    this.path = `/v1/tenants/${segment(tenant)}`;
  }

  workflows(cursor?: string | null, signal?: AbortSignal): Promise<Page<Workflow>> {
    return get(`${this.path}/workflows${query({ limit: 100, cursor })}`, signal);
  }

  workflow(name: string, version?: string | null, signal?: AbortSignal): Promise<Tagged<WorkflowDefinition>> {
    return call('GET', `${this.workflowPath(name)}${query({ version })}`, signal ? { signal } : {});
  }

  versions(name: string, cursor?: string | null, signal?: AbortSignal): Promise<Page<Workflow>> {
    return get(`${this.workflowPath(name)}/versions${query({ limit: 100, cursor })}`, signal);
  }

  deleteWorkflow(name: string): Promise<Tagged<void>> {
    return call('DELETE', this.workflowPath(name));
  }

  publish(
    name: string,
    text: string,
    how: Publication = {},
    signal?: AbortSignal,
  ): Promise<Tagged<PublishedDefinition>> {
    return call('PUT', `${this.workflowPath(name)}${query({ dryRun: how.dryRun, autoVersion: how.autoVersion })}`, {
      text: { type: YAML, content: text },
      headers: how.ifMatch === undefined ? {} : { 'If-Match': how.ifMatch },
      ...(signal ? { signal } : {}),
    });
  }

  start(name: string, input: unknown, version: string | null, idempotencyKey: string): Promise<Tagged<StartedRun>> {
    return call('POST', `${this.workflowPath(name)}/runs${query({ version })}`, {
      body: input,
      headers: { 'Idempotency-Key': idempotencyKey },
    });
  }

  runs(filter: RunFilter, limit: number, cursor?: string | null, signal?: AbortSignal): Promise<Page<Run>> {
    return get(`${this.path}/runs${query({ ...filter, brief: true, limit, cursor })}`, signal);
  }

  /** Runs with their inputs, outputs and errors. */
  wholeRuns(filter: RunFilter, limit: number, signal?: AbortSignal): Promise<Page<Run>> {
    return get(`${this.path}/runs${query({ ...filter, limit })}`, signal);
  }

  run(id: string, signal?: AbortSignal): Promise<Run> {
    return get(this.runPath(id), signal);
  }

  history(id: string, cursor?: string | null, signal?: AbortSignal): Promise<Page<HistoryItem>> {
    return get(`${this.runPath(id)}/history${query({ limit: 1000, cursor })}`, signal);
  }

  /** Cancels, suspends or resumes a run. */
  control(id: string, action: 'cancel' | 'suspend' | 'resume', reason?: string): Promise<Tagged<unknown>> {
    return call('POST', `${this.runPath(id)}/${action}`, { body: reason ? { reason } : {} });
  }

  retry(id: string, from: string | null): Promise<Tagged<unknown>> {
    return call('POST', `${this.runPath(id)}/retry`, { body: from === null ? {} : { from } });
  }

  /** Answers a task that waits for somebody outside. */
  answer(id: string, position: number, answer: { output: unknown } | { error: object }): Promise<Tagged<unknown>> {
    return call('POST', `${this.runPath(id)}/callbacks/${String(position)}`, { body: answer });
  }

  statistics(from: Date, to: Date, step: string, workflow?: string, signal?: AbortSignal): Promise<Statistics> {
    const range = { from: from.toISOString(), to: to.toISOString(), step, workflow };
    return get(`${this.path}/runs/statistics${query(range)}`, signal);
  }

  audit(filter: AuditFilter, limit: number, cursor?: string | null, signal?: AbortSignal): Promise<Page<AuditItem>> {
    return get(`${this.path}/audit${query({ ...filter, limit, cursor })}`, signal);
  }

  keys(cursor?: string | null, signal?: AbortSignal): Promise<Page<Key>> {
    return get(`${this.path}/keys${query({ limit: 100, cursor })}`, signal);
  }

  async makeKey(role: Role, label: string): Promise<NewKey> {
    return (await call<NewKey>('POST', `${this.path}/keys`, { body: { role, label } })).value;
  }

  deleteKey(id: string): Promise<Tagged<void>> {
    return call('DELETE', `${this.path}/keys/${segment(id)}`);
  }

  settings(signal?: AbortSignal): Promise<Tagged<Tenant>> {
    return call('GET', this.path, signal ? { signal } : {});
  }

  /** Changes what is at an ETag; null makes the tenant, and never replaces one that is there. */
  change(settings: TenantSettings, etag: string | null): Promise<Tagged<Tenant>> {
    const guard: Record<string, string> = etag === null ? { 'If-None-Match': '*' } : { 'If-Match': etag };
    return call('PUT', this.path, { body: settings, headers: guard });
  }

  /** The address of a run's live stream. */
  runStream(id: string): string {
    return `${this.runPath(id)}/stream`;
  }

  /** The address of the live stream of everything in the tenant. */
  get stream(): string {
    return `${this.path}/stream`;
  }

  private workflowPath(name: string): string {
    return `${this.path}/workflows/${segment(name)}`;
  }

  private runPath(id: string): string {
    return `${this.path}/runs/${segment(id)}`;
  }
}
