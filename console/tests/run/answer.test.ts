import { describe, expect, it } from 'vitest';
import { actsOf } from '../../src/views/run/acts';
import { answerOf } from '../../src/views/run/answer';

describe('the answer to a callback', () => {
  it('completes the task with a value', () => {
    expect(answerOf(false, '{"approved": true}', '')).toEqual({ output: { approved: true } });
  });

  it('may be null, which is a value', () => {
    expect(answerOf(false, 'null', '')).toEqual({ output: null });
  });

  it('says what is wrong with the JSON', () => {
    expect(answerOf(false, '{approved}', '')).toEqual({ flaw: expect.stringMatching(/JSON/) as string });
  });

  it('fails the task with a reason', () => {
    expect(answerOf(true, '', ' nobody was there ')).toEqual({
      error: { title: 'Answered with a failure', detail: 'nobody was there' },
    });
  });

  it('needs a reason to fail', () => {
    expect(answerOf(true, '{}', '  ')).toEqual({ flaw: '' });
  });
});

describe('what can be done with a run', () => {
  it.each([
    ['running', ['suspend', 'cancel']],
    ['waiting', ['suspend', 'cancel']],
    ['suspended', ['resume', 'cancel']],
    ['faulted', ['retry']],
    ['cancelled', []],
    ['completed', []],
  ] as const)('when it is %s: %j', (status, acts) => {
    expect(actsOf(status)).toEqual(acts);
  });
});
