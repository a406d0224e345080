import { useCallback, useEffect, useRef, useState } from 'react';
import { drafts, type Draft, type StorageTrouble } from './drafts';

const SAVE_AFTER_MS = 250;

interface Base {
  text: string;
  etag: string | null;
  version: string | null;
}

/**
 * Keeps what is typed until it is published: shortly after each change, and at once when the page is left.
 *
 * @param text the text as it is now
 * @param base what is published; a text equal to it needs no draft
 */
export function useDraft(key: string, text: string, base: Base) {
  const [trouble, setTrouble] = useState<StorageTrouble | null>(null);
  const [savedAt, setSavedAt] = useState<string | null>(null);
  const latest = useRef({ key, text, base });
  useEffect(() => {
    latest.current = { key, text, base };
  });
  const save = useCallback((): StorageTrouble | null => {
    const now = latest.current;
    if (now.text === now.base.text) {
      drafts.discard(now.key);
      return null;
    }
    const kept = drafts.read(now.key);
    if (kept?.text === now.text && kept.etag === now.base.etag) {
      return null;
    }
    const draft: Draft = {
      text: now.text,
      at: new Date().toISOString(),
      etag: now.base.etag,
      version: now.base.version,
    };
    return drafts.save(now.key, draft);
  }, []);
  const saveNow = useCallback(() => {
    setTrouble(save());
    setSavedAt(new Date().toISOString());
  }, [save]);
  useEffect(() => {
    const timer = setTimeout(() => setTrouble(save()), SAVE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [text, base, save]);
  useEffect(() => {
    const leave = () => void save();
    addEventListener('pagehide', leave);
    document.addEventListener('visibilitychange', leave);
    return () => {
      removeEventListener('pagehide', leave);
      document.removeEventListener('visibilitychange', leave);
      leave();
    };
  }, [save]);
  useEffect(() => {
    if (trouble === null) {
      return undefined;
    }
    // Only what the browser would really forget is worth a question.
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [trouble]);
  /** Takes what was published as the new ground; leaving right after must not bring the draft back. */
  const settle = useCallback((published: Base) => {
    latest.current = { ...latest.current, text: published.text, base: published };
    drafts.discard(latest.current.key);
  }, []);
  return { trouble, savedAt, saveNow, settle };
}
