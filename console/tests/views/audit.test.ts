import { describe, expect, it } from 'vitest';
import { filterOf, momentOf, wordAbout, writtenMoment } from '../../src/views/audit/filters';

describe('the filters of the audit', () => {
  it('come from the address', () => {
    expect(filterOf(new URLSearchParams('kind=key.created&actor=k1'))).toMatchObject({
      kind: 'key.created',
      actor: 'k1',
      run: null,
    });
  });

  it('write a moment as it can be read again', () => {
    const moment = '2026-11-21T14:05:00.000Z';

    expect(momentOf(writtenMoment(moment))).toBe(moment);
  });

  it('refuse what is no moment', () => {
    expect(momentOf('yesterday-ish')).toBeNull();
  });
});

describe('what a record is about', () => {
  it('is the workflow and status of a run', () => {
    expect(wordAbout({ time: '', kind: 'run.input', actor: '', workflow: 'orders', status: 'completed' })).toBe(
      'orders · completed',
    );
  });

  it('is the name of what was changed', () => {
    expect(wordAbout({ time: '', kind: 'key.created', actor: '', detail: { name: 'k1' } })).toBe('k1');
  });
});
