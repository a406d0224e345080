import { describe, expect, it } from 'vitest';
import { lanesOf, neighbour, spokenItem, waitingNow } from '../../src/views/run/lanes';
import { at, attempt } from './items';

const tried = [
  attempt(1, 'checkOrder'),
  attempt(2, 'askTheShop', { status: 'faulted' }),
  attempt(3, 'askTheShop', { attempt: 2 }),
  attempt(4, 'tell', { status: 'running', endedAt: null }),
];

describe('the timeline of a run', () => {
  it('has a line for each visit of a task, with its attempts and the wait between them', () => {
    const { lanes } = lanesOf(tried);
    expect(lanes.map(({ title, status, retried }) => [title, status, retried])).toEqual([
      ['Check order', 'completed', false],
      ['Ask the shop', 'completed', true],
      ['Tell', 'running', false],
    ]);
    expect(lanes[1]?.bars.map((bar) => (bar.waiting ? 'wait' : bar.item?.position))).toEqual([2, 'wait', 3]);
  });

  it('knows the line of every attempt', () => {
    const { laneOf } = lanesOf(tried);
    expect(tried.map((item) => laneOf.get(item))).toEqual([0, 1, 1, 2]);
  });

  it('has a line for each round of a loop', () => {
    const rounds = ['0', '1'].map((iteration, n) => attempt(n + 1, 'add', { iteration }));
    expect(lanesOf(rounds).lanes.map((lane) => lane.round)).toEqual(['1', '2']);
  });

  it('shows a skipped task, which took no time', () => {
    const { lanes } = lanesOf([attempt(0, 'maybe', { status: 'skipped', endedAt: at(0), startedAt: at(0) })]);
    expect(lanes[0]?.status).toBe('skipped');
  });

  it('says of what only waits that it waits', () => {
    const sleeping = attempt(1, 'sleep', { status: 'running', endedAt: null });
    const asking = attempt(2, 'ask', { status: 'running', endedAt: null, detail: { callback: 'open' } });
    const working = attempt(3, 'work', { status: 'running', endedAt: null });
    const kinds = new Map([[sleeping.pointer, 'wait']]);
    expect(lanesOf([sleeping, asking, working], kinds).lanes.map((lane) => lane.status)).toEqual([
      'waiting',
      'waiting',
      'running',
    ]);
    expect([...waitingNow([sleeping, asking, working], kinds)]).toEqual([sleeping.pointer, asking.pointer]);
  });
});

describe('the keys on the timeline', () => {
  const lanes = lanesOf(tried);

  it.each([
    ['ArrowDown', 0, 2],
    ['ArrowDown', 3, 3],
    ['ArrowUp', 1, 0],
    ['ArrowUp', 0, 0],
    ['ArrowLeft', 2, 1],
    ['ArrowRight', 1, 2],
    ['End', 0, 3],
    ['Home', 3, 0],
    ['PageDown', 0, 2],
  ])('%s goes from attempt %i to attempt %i', (key, from, to) => {
    expect(neighbour(lanes, tried[from], key, 1)).toBe(tried[to]);
  });

  it('begin at the top when nothing is chosen', () => {
    expect(neighbour(lanes, undefined, 'ArrowDown', 1)).toBe(tried[0]);
  });

  it.each(['Tab', 'Enter', 'a'])('leave %s alone', (key) => {
    expect(neighbour(lanes, tried[0], key, 1)).toBeNull();
  });

  it('go nowhere beyond the attempts of a line', () => {
    expect(neighbour(lanes, tried[2], 'ArrowRight', 1)).toBeNull();
  });
});

describe('the item of a loop', () => {
  it.each([
    ['0', '1'],
    ['2/0', '3/1'],
    ['', ''],
    ['key', 'key'],
  ])('%j is spoken as %j', (iteration, spoken) => {
    expect(spokenItem(iteration)).toBe(spoken);
  });
});
