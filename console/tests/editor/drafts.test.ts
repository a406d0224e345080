import { beforeEach, describe, expect, test } from 'vitest';
import { draftKey, Drafts, type Draft } from '../../src/views/editor/drafts';

/** A browser's storage with room for so many characters. */
class Shelf implements Storage {
  readonly [name: string]: unknown;
  private readonly kept = new Map<string, string>();

  constructor(private readonly room = Infinity) {}

  get length(): number {
    return this.kept.size;
  }

  key(index: number): string | null {
    return [...this.kept.keys()][index] ?? null;
  }

  getItem(key: string): string | null {
    return this.kept.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    if (value.length > this.room) {
      throw new DOMException('no room', 'QuotaExceededError');
    }
    this.kept.set(key, value);
  }

  removeItem(key: string): void {
    this.kept.delete(key);
  }

  clear(): void {
    this.kept.clear();
  }
}

const written: Draft = { text: 'do: []', at: '2026-03-01T12:03:00Z', etag: '"a"', version: '1.0.0' };
const key = draftKey('shop', { name: 'orders' });
let shelf: Shelf;
let drafts: Drafts;

beforeEach(() => {
  shelf = new Shelf();
  drafts = new Drafts(() => shelf);
});

describe('drafts', () => {
  test('come back on another visit', () => {
    drafts.save(key, written);

    expect(new Drafts(() => shelf).read(key)).toEqual(written);
  });

  test('of one tenant are none of another', () => {
    drafts.save(key, written);

    expect(drafts.read(draftKey('bank', { name: 'orders' }))).toBeNull();
  });

  test('of a new workflow are no drafts of a published one that is called like the template', () => {
    drafts.save(draftKey('shop', { template: 'orders' }), written);

    expect(drafts.read(key)).toBeNull();
  });

  test('of new workflows are listed, the newest first', () => {
    drafts.save(draftKey('shop', { template: 'hello' }), written);
    drafts.save(draftKey('shop', { template: 'loop' }), { ...written, at: '2026-03-02T08:00:00Z' });
    drafts.save(key, written);

    expect(drafts.begun('shop').map(({ template }) => template)).toEqual(['loop', 'hello']);
  });

  test('are gone when they are discarded', () => {
    drafts.save(key, written);

    drafts.discard(key);

    expect(drafts.read(key)).toBeNull();
  });

  test('that find no room are told of, and live on in the page', () => {
    const full = new Drafts(() => new Shelf(3));

    expect(full.save(key, written)).toBe('full');
    expect(full.read(key)).toEqual(written);
  });

  test('are told of where the browser lets nothing be kept, and live on in the page', () => {
    const blocked = new Drafts(() => {
      throw new DOMException('no', 'SecurityError');
    });

    expect(blocked.save(key, written)).toBe('blocked');
    expect(blocked.read(key)).toEqual(written);
    expect(() => blocked.discard(key)).not.toThrow();
  });

  test.each(['', '{', '[]', 'null', '{"text": 1}'])('that others wrote as %s are none', (text) => {
    shelf.setItem(key, text);

    expect(drafts.read(key)).toBeNull();
  });
});
