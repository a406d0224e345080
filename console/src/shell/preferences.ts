import { useCallback, useEffect, useState } from 'react';
import { firstLanguage, type Language } from '../ui/language';

export type Theme = 'system' | 'light' | 'dark';

const THEME = 'millrace.theme';
const LANGUAGE = 'millrace.language';

/** Look and language of this browser, remembered. */
export function usePreferences() {
  const [theme, setTheme] = useState<Theme>(() => {
    const chosen = localStorage.getItem(THEME);
    return chosen === 'light' || chosen === 'dark' ? chosen : 'system';
  });
  const [language, setLanguage] = useState<Language>(() =>
    firstLanguage(localStorage.getItem(LANGUAGE), navigator.languages),
  );
  useEffect(() => {
    const system = matchMedia('(prefers-color-scheme: dark)');
    const show = () => {
      document.documentElement.dataset.theme = theme === 'system' ? (system.matches ? 'dark' : 'light') : theme;
    };
    show();
    system.addEventListener('change', show);
    return () => system.removeEventListener('change', show);
  }, [theme]);
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [language]);
  const chooseTheme = useCallback((next: Theme) => {
    localStorage.setItem(THEME, next);
    setTheme(next);
  }, []);
  const chooseLanguage = useCallback((next: Language) => {
    localStorage.setItem(LANGUAGE, next);
    setLanguage(next);
  }, []);
  return { theme, chooseTheme, language, chooseLanguage };
}
