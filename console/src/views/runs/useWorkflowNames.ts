import type { TenantApi } from '../../api/tenant';
import { useLoad } from '../../shell/useLoad';
import { usePlace } from '../../shell/session';

const MOST_PAGES = 10;

/** The names of the tenant's workflows, the first thousand; none until they are there. */
export function useWorkflowNames(): readonly string[] {
  const { api, tenant } = usePlace();
  return useLoad(`names of ${tenant}`, (signal) => names(api, signal)).value ?? [];
}

async function names(api: TenantApi, signal: AbortSignal): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES && (page === 0 || cursor !== null); page++) {
    const part: Awaited<ReturnType<TenantApi['workflows']>> = await api.workflows(cursor, signal);
    found.push(...part.items.map((workflow) => workflow.name));
    cursor = part.next;
  }
  return found.sort((a, b) => a.localeCompare(b));
}
