import type { WorkflowDefinition } from '../../api/types';
import { drawn } from './drawn';

addEventListener('message', (event: MessageEvent<WorkflowDefinition>) => postMessage(drawn(event.data)));
