import type { HistoryItem } from '../../src/api/types';

/** A moment so many milliseconds after noon. */
export const at = (ms: number): string => new Date(Date.parse('2026-05-04T12:00:00Z') + ms).toISOString();

/** An attempt of a task that ended well within a tenth of a second, unless said otherwise. */
export function attempt(position: number, task: string, more: Partial<HistoryItem> = {}): HistoryItem {
  return {
    task,
    pointer: `/do/0/${task}`,
    iteration: null,
    position,
    attempt: 1,
    status: 'completed',
    startedAt: at(position * 1000),
    endedAt: at(position * 1000 + 100),
    ...more,
  };
}
