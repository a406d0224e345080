import type { HistoryItem, RunError } from '../../api/types';

/** Deeper chains are told as far as this. */
const DEEPEST = 20;

/** An error and what it came from, the outermost first. */
export function chainOf(error: RunError): RunError[] {
  const chain: RunError[] = [];
  for (let each: unknown = error; isError(each) && chain.length < DEEPEST; each = (each as { cause?: unknown }).cause) {
    chain.push(each);
  }
  return chain;
}

/**
 * The attempt that raised the error with which a run ended: the innermost that failed last of those at the place the
 * error names, or of all when it names none.
 */
export function culpritOf(items: readonly HistoryItem[], error: RunError): HistoryItem | undefined {
  const failed = items.filter((item) => item.status === 'faulted');
  const named = failed.findLast((item) => error.instance !== undefined && item.pointer === error.instance);
  const alike = failed.filter((item) => isAlike(item.error, error));
  return named ?? innermost(alike.length > 0 ? alike : failed);
}

/** The error without the parts of its type that every error has in common. */
export function kindOf(error: RunError): string {
  return (error.type ?? '').split('/').at(-1) ?? '';
}

// Whoever began last among those that failed with one error stands inside of the others.
function innermost(failed: readonly HistoryItem[]): HistoryItem | undefined {
  const last = failed.at(-1);
  return last === undefined
    ? undefined
    : failed.findLast((item) => item.pointer.startsWith(last.pointer) && isAlike(item.error, last.error ?? {}));
}

function isAlike(a: RunError | null | undefined, b: RunError): boolean {
  return a != null && a.type === b.type && a.title === b.title && a.detail === b.detail;
}

function isError(value: unknown): value is RunError {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
