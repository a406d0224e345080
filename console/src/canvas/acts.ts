import { createContext, use } from 'react';
import type { Place } from '../core/graph';

/** What can be done on a drawing; none of it on one that only shows. */
export interface Acts {
  onInsert: ((place: Place) => void) | undefined;
  /** Puts the task with a pointer to another place. */
  onMove: ((pointer: string, place: Place) => void) | undefined;
}

export const ActsContext = createContext<Acts>({ onInsert: undefined, onMove: undefined });

export function useActs(): Acts {
  return use(ActsContext);
}

/** What is dragged from one place of a drawing to another. */
export const DRAGGED = 'application/x-millrace-task';
