import type { components } from './schema';

/** One thing that is wrong in what was sent: where, and what was expected. */
export interface Flaw {
  pointer: string;
  line?: number;
  column?: number;
  detail: string;
}

/** A refusal of the server, or that it could not be reached (status 0). RFC 9457. */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly errors: readonly Flaw[] = [],
    /** Seconds after which trying again makes sense, when the server says so. */
    readonly retryAfter: number | null = null,
  ) {
    super(detail === '' ? title : detail);
  }
}

/** The problem that an answer tells of; an answer in another form is told by its status alone. */
export async function problemOf(answer: Response): Promise<Problem> {
  const retryAfter = Number.parseInt(answer.headers.get('Retry-After') ?? '', 10);
  const wait = Number.isFinite(retryAfter) ? retryAfter : null;
  try {
    const body = (await answer.json()) as Partial<components['schemas']['Problem']>;
    return new Problem(answer.status, body.title ?? answer.statusText, body.detail ?? '', body.errors ?? [], wait);
  } catch {
    return new Problem(answer.status, answer.statusText, '', [], wait);
  }
}

/** Whatever was thrown, as a problem. */
export function asProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) {
    return thrown;
  }
  return new Problem(0, thrown instanceof Error ? thrown.message : String(thrown), '');
}
