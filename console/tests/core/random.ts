/** Numbers that look random and are the same for the same seed. */
export class Random {
  private state: number;

  constructor(readonly seed: number) {
    this.state = (seed * 2654435761) >>> 0;
  }

  /** From 0 up to but without the bound. */
  below(bound: number): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let bits = this.state;
    bits = Math.imul(bits ^ (bits >>> 15), bits | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return Math.floor((((bits ^ (bits >>> 14)) >>> 0) / 4294967296) * bound);
  }

  of<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) {
      throw new Error('Nothing to choose from.');
    }
    return item;
  }

  chance(percent: number): boolean {
    return this.below(100) < percent;
  }
}

/** A list of tasks, at most so many in all, nested as it comes. */
export function randomTasks(random: Random, most: number): object[] {
  let left = most;
  const list = (depth: number): object[] => {
    const names: string[] = [];
    const length = 1 + random.below(5);
    for (let i = 0; i < length && (i === 0 || left > 0); i++) {
      names.push(`task${i}`);
      left--;
    }
    return names.map((name) => ({ [name]: { ...body(depth, names), ...then(names), ...undo(depth) } }));
  };
  const then = (names: readonly string[]): object =>
    random.chance(20) ? { then: random.of([...names, 'continue', 'exit', 'end']) } : {};
  const undo = (depth: number): object =>
    depth < 6 && random.chance(5) ? { metadata: { millrace: { compensate: list(depth + 2) } } } : {};
  const body = (depth: number, names: readonly string[]): object => {
    const leaf = depth > 6 || left <= 0;
    switch (leaf ? random.below(4) : random.below(10)) {
      case 0:
        return { wait: 'PT1S' };
      case 1:
        return { set: { a: 1 } };
      case 2:
        return {
          switch: [
            { one: { when: '.a', then: random.of([...names, 'exit', 'end', 'continue']) } },
            ...(random.chance(50) ? [{ other: { then: random.of(names) } }] : []),
          ],
        };
      case 3:
        return { call: 'http', with: { method: 'get', endpoint: 'https://a.example.com' } };
      case 4:
        return { do: list(depth + 1) };
      case 5:
        return { for: { in: '.items' }, do: list(depth + 1) };
      case 6:
        return { fork: { branches: list(depth + 1), compete: random.chance(50) } };
      case 7:
        return { try: list(depth + 1), catch: { do: list(depth + 1), ...then(names) } };
      case 8:
        return { try: list(depth + 1), catch: then(names) };
      default:
        return { listen: { to: { any: [] } }, foreach: { do: list(depth + 1) } };
    }
  };
  return list(0);
}

export function randomText(random: Random, most: number): string {
  return JSON.stringify({
    document: { dsl: '1.0.3', namespace: 'test', name: 'random', version: '1.0.0' },
    do: randomTasks(random, most),
  });
}
