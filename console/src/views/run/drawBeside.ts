import type { WorkflowDefinition } from '../../api/types';
import type { Drawn } from './drawn';

// Longer texts take so long to read that whoever looks at the page would feel it.
const LONG = 20_000;

/** Draws a published definition: a short one here, a long one beside the page. Null when it cannot be read. */
export async function drawBeside(workflow: WorkflowDefinition, signal: AbortSignal): Promise<Drawn | null> {
  if (workflow.source.length > LONG) {
    const answer = await ask(workflow, signal);
    if (answer !== 'no worker') {
      return answer;
    }
  }
  const { drawn } = await import('./drawn');
  return drawn(workflow);
}

function ask(workflow: WorkflowDefinition, signal: AbortSignal): Promise<Drawn | null | 'no worker'> {
  return new Promise((done) => {
    const worker = new Worker(new URL('./drawn.worker.ts', import.meta.url), { type: 'module' });
    const finish = (answer: Drawn | null | 'no worker') => {
      worker.terminate();
      done(answer);
    };
    worker.addEventListener('message', (event: MessageEvent<Drawn | null>) => finish(event.data));
    // Without it the page is slower, but it works.
    worker.addEventListener('error', () => finish('no worker'));
    signal.addEventListener('abort', () => finish(null), { once: true });
    worker.postMessage(workflow);
  });
}
