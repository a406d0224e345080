import { describe, expect, test } from 'vitest';
import { buttonPoint, neighbour, pathAlong } from '../../src/canvas/geometry';

const box = (x: number, y: number) => ({ x, y, width: 100, height: 40 });

describe('the block next to a block', () => {
  const blocks = new Map([
    ['top', box(100, 0)],
    ['left', box(0, 100)],
    ['right', box(200, 100)],
    ['bottom', box(100, 200)],
  ]);
  const next = (from: { x: number; y: number }, direction: 'up' | 'down' | 'left' | 'right') =>
    neighbour(
      [...blocks].filter(([, other]) => other.x !== from.x || other.y !== from.y),
      box(from.x, from.y),
      direction,
    );

  test('below is the one straight below before those aside', () => {
    expect(
      neighbour(
        new Map([
          ['aside', box(300, 90)],
          ['below', box(100, 120)],
        ]),
        box(100, 0),
        'down',
      ),
    ).toBe('below');
  });

  test('at the side is the one in the same row', () => {
    expect(next({ x: 0, y: 100 }, 'right')).toBe('right');
    expect(next({ x: 200, y: 100 }, 'left')).toBe('left');
  });

  test('is none beyond the last', () => {
    expect(next({ x: 100, y: 200 }, 'down')).toBeUndefined();
    expect(next({ x: 100, y: 0 }, 'up')).toBeUndefined();
  });
});

describe('a way', () => {
  test('turns in a round corner', () => {
    expect(
      pathAlong([
        { x: 0, y: 0 },
        { x: 0, y: 100 },
        { x: 50, y: 100 },
      ]),
    ).toBe('M0,0L0,92Q0,100 8,100L50,100');
  });

  test('has smaller corners where there is little room', () => {
    expect(
      pathAlong([
        { x: 0, y: 0 },
        { x: 0, y: 4 },
        { x: 50, y: 4 },
      ]),
    ).toBe('M0,0L0,2Q0,4 2,4L50,4');
  });

  test('of no points is no path', () => {
    expect(pathAlong([])).toBe('');
  });

  test('has its button in the middle of its longest fall', () => {
    const points = [
      { x: 0, y: 0 },
      { x: 0, y: 10 },
      { x: 50, y: 10 },
      { x: 50, y: 90 },
    ];

    expect(buttonPoint(points)).toEqual({ x: 50, y: 50 });
  });
});
