import type { RunStatus } from '../../api/types';

/** What can be done with a run. */
export type Act = 'cancel' | 'suspend' | 'resume' | 'retry';

/** What the server does with a run that stands there; everything else it would refuse. */
export function actsOf(status: RunStatus): readonly Act[] {
  switch (status) {
    case 'pending':
    case 'running':
    case 'waiting':
      return ['suspend', 'cancel'];
    case 'suspended':
      return ['resume', 'cancel'];
    case 'faulted':
      return ['retry'];
    case 'cancelled':
    case 'completed':
      return [];
  }
}
