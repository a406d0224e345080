import { useEffect, useState } from 'react';
import { Button } from './Button';
import { copyText } from './clipboard';
import { useWords } from './language';
import { uiWords } from './words';

/** Copies a text, and says so where it was clicked. A text that costs work to write is written on the click. */
export function CopyButton({ text, label }: { text: string | (() => string); label?: string }) {
  const words = useWords(uiWords);
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) {
      return undefined;
    }
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <Button
      onClick={() => {
        void copyText(typeof text === 'string' ? text : text()).then(() => setCopied(true));
      }}
    >
      <span aria-live="polite">{copied ? words.copied : (label ?? words.copy)}</span>
    </Button>
  );
}
