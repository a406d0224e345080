/** How a task is doing in a run. */
export interface LiveState {
  /** As in the run's history: running, waiting, completed, faulted, … */
  readonly status: string;
  /** How often the task was begun, when it stands in a loop. */
  readonly iterations?: number;
  /** The most attempts that were made of it. */
  readonly attempts?: number;
}

/** How a task differs from the version that is compared. */
export type Mark = 'added' | 'changed' | 'moved' | 'removed';

/** By the pointers of the tasks. */
export type Live = ReadonlyMap<string, LiveState>;
export type Marks = ReadonlyMap<string, Mark>;
