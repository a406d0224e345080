import { createContext, use } from 'react';
import type { usePreferences } from './preferences';

export type Preferences = ReturnType<typeof usePreferences>;

export const PreferencesContext = createContext<Preferences | null>(null);

export function useChosenPreferences(): Preferences {
  const preferences = use(PreferencesContext);
  if (preferences === null) {
    throw new Error('useChosenPreferences was called outside of the app.');
  }
  return preferences;
}
