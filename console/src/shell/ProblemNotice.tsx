import type { ReactNode } from 'react';
import type { Problem } from '../api/problem';
import { Button } from '../ui/Button';
import { useWords } from '../ui/language';
import { Notice } from '../ui/Notice';
import { shellWords } from './words';

const FLAWS_SHOWN = 20;

/** A refusal in words: what to do about it, what the server said, and each thing that is wrong. */
export function ProblemNotice({ problem, onRetry, act }: { problem: Problem; onRetry?: () => void; act?: ReactNode }) {
  const words = useWords(shellWords);
  const sentence = words.problem[String(problem.status)] ?? words.problem[problem.status >= 500 ? '500' : '400'];
  return (
    <Notice
      tone="error"
      title={sentence ?? problem.title}
      act={act ?? (onRetry ? <Button onClick={onRetry}>{words.tryAgain}</Button> : undefined)}
    >
      {problem.detail === '' ? null : <p>{problem.detail}</p>}
      {problem.retryAfter === null ? null : <p>{words.retryIn(problem.retryAfter)}</p>}
      {problem.errors.length === 0 ? null : (
        <ul>
          {problem.errors.slice(0, FLAWS_SHOWN).map((flaw, index) => (
            <li key={index}>
              {flaw.pointer === '' ? null : <code>{flaw.pointer}</code>} {flaw.detail}
            </li>
          ))}
        </ul>
      )}
    </Notice>
  );
}
