import { useEffect, useId, useRef, useState } from 'react';
import type { Run } from '../../api/types';
import { usePlace } from '../../shell/session';
import { Button } from '../../ui/Button';
import { copyText } from '../../ui/clipboard';
import { Icon } from '../../ui/Icon';
import { useWords } from '../../ui/language';
import { INPUT_FILE, readCommand, startCommand } from './curl';
import { runWords } from './words';

/** Copies a command for a terminal: to start the same run again, or to read this one. */
export function CurlMenu({ run }: { run: Run }) {
  const words = useWords(runWords);
  const { tenant } = usePlace();
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (!open) {
      return undefined;
    }
    box.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus();
    const outside = (event: Event) => {
      if (event.target instanceof Node && box.current?.contains(event.target) !== true) {
        setOpen(false);
      }
    };
    addEventListener('pointerdown', outside);
    return () => removeEventListener('pointerdown', outside);
  }, [open]);
  const copy = (command: string, done: string) => {
    setOpen(false);
    box.current?.querySelector<HTMLElement>('[aria-haspopup]')?.focus();
    void copyText(command).then(() => setSaid(done));
  };
  const move = (event: React.KeyboardEvent) => {
    const entries = [...(box.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (event.key === 'Escape' && open) {
      event.stopPropagation();
      setOpen(false);
      box.current?.querySelector<HTMLElement>('[aria-haspopup]')?.focus();
    } else if (step !== 0 && open) {
      event.preventDefault();
      const at = entries.findIndex((entry) => entry === document.activeElement);
      entries.at((at + step + entries.length) % entries.length)?.focus();
    }
  };
  const { workflow, version = null, input } = run;
  return (
    <div className="menu" ref={box} onKeyDown={move}>
      <Button aria-haspopup="menu" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        <Icon name="copy" /> {words.curl}
      </Button>
      {open ? (
        <div id={id} role="menu" aria-label={words.curl} className="menu-entries">
          {workflow === undefined ? null : (
            <button
              type="button"
              role="menuitem"
              onClick={() => {
                const command = startCommand(location.origin, tenant, { workflow, version, input });
                copy(command.text, command.fromFile ? words.curlFile(INPUT_FILE) : words.curlStarted);
              }}
            >
              {words.curlStart}
            </button>
          )}
          <button
            type="button"
            role="menuitem"
            onClick={() => copy(readCommand(location.origin, tenant, run.id), words.curlReadDone)}
          >
            {words.curlRead}
          </button>
        </div>
      ) : null}
      <p role="status" className="menu-said">
        {said}
      </p>
    </div>
  );
}
