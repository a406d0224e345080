import { useEffect, useState } from 'react';
import { asProblem, type Flaw, type Problem } from '../../api/problem';
import type { TenantApi } from '../../api/tenant';
import type { Reading } from '../../core/definition';
import { useSettled } from './useSettled';

const ASK_AFTER_MS = 500;
const NAMELESS = 'unnamed';

/** What the server says about a text that is not published. */
export type Check =
  | { kind: 'none' }
  | { kind: 'asking' }
  | { kind: 'fine' }
  | { kind: 'flawed'; flaws: readonly Flaw[] }
  | { kind: 'unknown'; problem: Problem };

interface Answered {
  text: string;
  check: Check;
}

/** Asks the server whether a text could be published, whenever it rests; a newer question takes the older one back. */
export function useCheck(api: TenantApi, text: string, reading: Reading): Check {
  const settled = useSettled(text, ASK_AFTER_MS);
  const name = reading.ok ? reading.definition.name || NAMELESS : null;
  const [answered, setAnswered] = useState<Answered | null>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (name === null || settled !== text) {
      return undefined;
    }
    const abort = new AbortController();
    let again: ReturnType<typeof setTimeout> | undefined;
    const answer = (check: Check) => {
      if (!abort.signal.aborted) {
        setAnswered({ text: settled, check });
      }
    };
    // Which version it gets is asked when it is published.
    api.publish(name, settled, { dryRun: true, autoVersion: true }, abort.signal).then(
      () => answer({ kind: 'fine' }),
      (e: unknown) => {
        const problem = asProblem(e);
        if (problem.status === 422 && problem.errors.length > 0) {
          answer({ kind: 'flawed', flaws: problem.errors });
          return;
        }
        answer({ kind: 'unknown', problem });
        if (!abort.signal.aborted && (problem.status === 0 || problem.status === 429 || problem.status >= 500)) {
          again = setTimeout(() => setTurn((before) => before + 1), (problem.retryAfter ?? 5) * 1000);
        }
      },
    );
    return () => {
      abort.abort();
      clearTimeout(again);
    };
  }, [api, name, settled, text, turn]);
  if (name === null) {
    return { kind: 'none' };
  }
  return answered?.text === text ? answered.check : { kind: 'asking' };
}
