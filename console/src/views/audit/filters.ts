import type { AuditFilter } from '../../api/tenant';
import type { AuditItem } from '../../api/types';

/** Kinds that people look for; any other can be typed. */
export const KNOWN_KINDS = [
  'run.input',
  'event.routed',
  'workflow.published',
  'workflow.deleted',
  'trigger.changed',
  'trigger.deleted',
  'secret.changed',
  'key.created',
  'key.deleted',
  'tenant.changed',
  'session.opened',
  'session.closed',
  'limit.warning',
] as const;

const KEYS = ['from', 'to', 'actor', 'kind', 'run'] as const;

/** What the address asks for. */
export function filterOf(search: URLSearchParams): AuditFilter {
  return Object.fromEntries(KEYS.map((key) => [key, search.get(key)]));
}

export function isFiltered(search: URLSearchParams): boolean {
  return KEYS.some((key) => (search.get(key) ?? '') !== '');
}

/** The record's subject in a word: the run's workflow, or the name of what was changed. */
export function wordAbout(item: AuditItem): string {
  const detail = item.detail;
  const name = typeof detail === 'object' && detail !== null && 'name' in detail ? detail.name : undefined;
  const words = [item.workflow, typeof name === 'string' ? name : undefined, item.status];
  return words.filter((word) => word !== undefined).join(' · ');
}

/** The moment that a person wrote in their own zone, as the server reads it; null when it is none. */
export function momentOf(text: string): string | null {
  const moment = new Date(text.trim().replace(' ', 'T'));
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString();
}

/** A moment of the server as a person writes it, in their own zone; empty for none. */
export function writtenMoment(iso: string | null): string {
  const moment = new Date(iso ?? '');
  if (Number.isNaN(moment.getTime())) {
    return '';
  }
  const two = (figure: number) => String(figure).padStart(2, '0');
  const date = `${String(moment.getFullYear())}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
  return `${date} ${two(moment.getHours())}:${two(moment.getMinutes())}`;
}
