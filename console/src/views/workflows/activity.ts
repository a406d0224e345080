import type { Statistics } from '../../api/types';

/** What a workflow did in a span of time: one figure a bucket, oldest first. */
export interface Activity {
  started: number[];
  faulted: number[];
  total: number;
  faults: number;
  ended: number;
}

/** Share of the runs that ended which faulted, 0 to 1; null when none ended. */
export function failureRate(activity: Activity): number | null {
  return activity.ended === 0 ? null : activity.faults / activity.ended;
}

/** The figures of each workflow, with a zero for every bucket in which nothing started. */
export function activityByWorkflow(statistics: Statistics): Map<string, Activity> {
  const buckets = bucketsOf(statistics);
  const found = new Map<string, Activity>();
  for (const item of statistics.items) {
    const activity = found.get(item.workflow) ?? quiet(buckets.count);
    found.set(item.workflow, activity);
    add(activity, buckets.indexOf(item.at), item);
  }
  return found;
}

/** The figures of all workflows together. */
export function activityOfAll(statistics: Statistics): Activity {
  const buckets = bucketsOf(statistics);
  const sum = quiet(buckets.count);
  for (const item of statistics.items) {
    add(sum, buckets.indexOf(item.at), item);
  }
  return sum;
}

/** What nothing happened in. */
export function quiet(count: number): Activity {
  return {
    started: Array<number>(count).fill(0),
    faulted: Array<number>(count).fill(0),
    total: 0,
    faults: 0,
    ended: 0,
  };
}

function add(activity: Activity, index: number, item: Statistics['items'][number]): void {
  if (index in activity.started) {
    activity.started[index] = (activity.started[index] ?? 0) + item.started;
    activity.faulted[index] = (activity.faulted[index] ?? 0) + item.faulted;
  }
  activity.total += item.started;
  activity.faults += item.faulted;
  activity.ended += item.faulted + item.completed + item.cancelled;
}

function bucketsOf(statistics: Statistics): { count: number; indexOf: (at: string) => number } {
  const from = Date.parse(statistics.from);
  const step = stepMillis(statistics.step);
  const count = Math.max(1, Math.ceil((Date.parse(statistics.to) - from) / step));
  return { count, indexOf: (at) => Math.floor((Date.parse(at) - from) / step) };
}

/** Milliseconds of an ISO 8601 duration of hours and minutes, such as PT1H or PT15M. */
export function stepMillis(step: string): number {
  const match = /^PT(?:(\d+)H)?(?:(\d+)M)?$/.exec(step);
  const minutes = match ? Number(match[1] ?? 0) * 60 + Number(match[2] ?? 0) : 0;
  return Math.max(1, minutes) * 60_000;
}
