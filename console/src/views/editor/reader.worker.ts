import { readDefinition, type Reading } from '../../core/definition';

/** A text to read, and what it says; the number tells which question an answer is to. */
export interface Question {
  readonly turn: number;
  readonly text: string;
}

export interface Answer {
  readonly turn: number;
  readonly reading: Reading;
}

addEventListener('message', (event: MessageEvent<Question>) => {
  const { turn, text } = event.data;
  postMessage({ turn, reading: readDefinition(text) } satisfies Answer);
});
