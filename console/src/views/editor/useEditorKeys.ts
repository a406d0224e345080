import { useEffect, useRef } from 'react';

/** Ctrl or Cmd with Enter tries, with S keeps the draft; wherever in the editor somebody is. */
export function useEditorKeys(keys: { onTry: () => void; onSave: () => void }): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || document.querySelector('dialog[open]') !== null) {
        return;
      }
      if (event.key === 'Enter') {
        latest.current.onTry();
      } else if (event.key.toLowerCase() === 's' && !event.shiftKey) {
        latest.current.onSave();
      } else {
        return;
      }
      event.preventDefault();
      event.stopPropagation();
    };
    // Before the text sees them, where Ctrl-Enter would make a line.
    addEventListener('keydown', press, { capture: true });
    return () => removeEventListener('keydown', press, { capture: true });
  }, []);
}
