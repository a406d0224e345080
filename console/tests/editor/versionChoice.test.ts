import { describe, expect, test } from 'vitest';
import { isHigher, versionChoice } from '../../src/views/editor/versionChoice';

function offered(...asked: Parameters<typeof versionChoice>): string[] {
  return versionChoice(...asked).presets.map(({ version }) => version);
}

describe('the versions to publish as', () => {
  test('begin with what is written, when nothing is published', () => {
    expect(versionChoice('0.1.0', false, [])).toEqual({
      presets: [
        { version: '0.1.0', kind: 'written' },
        { version: '0.1.1', kind: 'patch' },
        { version: '0.2.0', kind: 'minor' },
      ],
      highest: null,
    });
  });

  test('are the next ones, when the written one is published with other content', () => {
    expect(offered('1.0.0', true, ['1.0.0'])).toEqual(['1.0.1', '1.1.0']);
  });

  test('come after the highest release, as a lower one would not start', () => {
    expect(versionChoice('1.0.0', true, ['1.0.0', '1.4.2'])).toEqual({
      presets: [
        { version: '1.4.3', kind: 'patch' },
        { version: '1.5.0', kind: 'minor' },
      ],
      highest: '1.4.2',
    });
  });

  test('do not care for versions that only tried something', () => {
    expect(offered('1.0.0', true, ['9.0.0-try.abc', '1.0.0'])).toEqual(['1.0.1', '1.1.0']);
  });

  test('leave a higher one as it is written', () => {
    expect(offered('2.0.0', false, ['1.4.2'])[0]).toBe('2.0.0');
  });
});

test.each([
  ['1.10.0', '1.9.0', true],
  ['1.0.0', '1.0.0', false],
  ['0.9.9', '1.0.0', false],
  ['2.0.0', '1.99.99', true],
])('that %s is higher than %s is %s', (version, other, expected) => {
  expect(isHigher(version, other)).toBe(expected);
});
