import { useEffect, useRef } from 'react';

interface Keys {
  palette: () => void;
  help: () => void;
  go: (path: string) => void;
}

const PLACES: Record<string, string> = { h: '/home', w: '/workflows', r: '/runs', a: '/audit', s: '/settings' };
const SECOND_KEY_WITHIN_MS = 1500;

/** The keys that work everywhere. While somebody types, only those with Ctrl or Cmd do. */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    let leaderAt = -Infinity;
    const press = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        latest.current.palette();
        return;
      }
      if (
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        isTyping(event.composedPath()[0]) ||
        document.querySelector('dialog[open]')
      ) {
        return;
      }
      const place = PLACES[event.key];
      if (place !== undefined && event.timeStamp - leaderAt < SECOND_KEY_WITHIN_MS) {
        latest.current.go(place);
      } else if (event.key === '?') {
        latest.current.help();
      } else if (event.key === 'n') {
        latest.current.go('/editor');
      }
      leaderAt = event.key === 'g' ? event.timeStamp : -Infinity;
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
}

function isTyping(target: EventTarget | undefined): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName))
  );
}
