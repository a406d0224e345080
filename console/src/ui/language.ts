import { createContext, use } from 'react';

/** The languages of the console. */
export type Language = 'en' | 'zh';

/** Sentences of one room in every language; a missing translation does not compile. */
export interface Words<T> {
  en: T;
  zh: T;
}

export const LanguageContext = createContext<Language>('en');

/** The sentences of a room in the person's language. */
export function useWords<T>(words: Words<T>): T {
  return words[use(LanguageContext)];
}

/** The tag by which the browser formats numbers and times. */
export function useLocale(): string {
  return use(LanguageContext) === 'zh' ? 'zh-CN' : navigator.language.startsWith('en') ? navigator.language : 'en';
}

/** The language to begin with: what was chosen last, else the browser's. */
export function firstLanguage(chosen: string | null, browser: readonly string[]): Language {
  if (chosen === 'en' || chosen === 'zh') {
    return chosen;
  }
  const known = browser.find((tag) => tag.startsWith('en') || tag.startsWith('zh'));
  return known?.startsWith('zh') ? 'zh' : 'en';
}
