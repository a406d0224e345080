/** What a callback is answered with: the output of its task, or why the task failed. */
export type CallbackAnswer = { output: unknown } | { error: { title: string; detail: string } };

/** What is sent for what somebody wrote; a flaw says what is wrong with it, and is empty when nothing was written. */
export function answerOf(fails: boolean, json: string, reason: string): CallbackAnswer | { flaw: string } {
  if (fails) {
    const detail = reason.trim();
    return detail === '' ? { flaw: '' } : { error: { title: 'Answered with a failure', detail } };
  }
  try {
    return { output: JSON.parse(json) as unknown };
  } catch (e) {
    return { flaw: e instanceof Error ? e.message : String(e) };
  }
}
