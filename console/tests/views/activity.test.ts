import { describe, expect, it } from 'vitest';
import type { Statistic, Statistics } from '../../src/api/types';
import { activityByWorkflow, activityOfAll, failureRate, stepMillis } from '../../src/views/workflows/activity';

const at = (hour: number, figures: Partial<Statistic>): Statistic => ({
  workflow: 'orders',
  at: `2026-11-21T0${hour}:00:00Z`,
  started: 0,
  completed: 0,
  faulted: 0,
  cancelled: 0,
  open: 0,
  ...figures,
});

const of = (...items: Statistic[]): Statistics => ({
  from: '2026-11-21T00:00:00Z',
  to: '2026-11-21T03:00:00Z',
  step: 'PT1H',
  items,
});

describe('what workflows did in a span of time', () => {
  it('has a zero for each bucket in which nothing started', () => {
    const activity = activityByWorkflow(of(at(1, { started: 4, completed: 4 }))).get('orders');

    expect(activity?.started).toEqual([0, 4, 0]);
  });

  it('counts failures only among runs that ended', () => {
    const activity = activityByWorkflow(of(at(0, { started: 10, completed: 3, faulted: 1, open: 6 }))).get('orders');

    expect(activity && failureRate(activity)).toBe(0.25);
  });

  it('knows no failure rate before a run ended', () => {
    const activity = activityByWorkflow(of(at(0, { started: 1, open: 1 }))).get('orders');

    expect(activity && failureRate(activity)).toBeNull();
  });

  it('adds up all workflows', () => {
    const all = activityOfAll(of(at(0, { started: 1 }), at(0, { workflow: 'bills', started: 2, faulted: 1 })));

    expect(all).toMatchObject({ started: [3, 0, 0], faulted: [1, 0, 0], total: 3, faults: 1 });
  });

  it('reads steps of hours and minutes', () => {
    expect([stepMillis('PT1H'), stepMillis('PT15M'), stepMillis('PT1H30M')]).toEqual([3_600_000, 900_000, 5_400_000]);
  });
});
