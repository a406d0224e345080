import { useEffect, useRef, type ReactNode } from 'react';
import { Icon } from './Icon';
import { IconButton } from './Button';
import { useWords } from './language';
import { uiWords } from './words';

interface Props {
  title: string;
  onClose: () => void;
  children: ReactNode;
  /** Buttons at the foot. */
  acts?: ReactNode;
  wide?: boolean;
}

const FIRST = '.dialog-body :is(input, textarea, select, button, [tabindex]), .dialog-acts button';

/** The one kind of window over the page: modal, closed by Escape, focus goes back to where it was. */
export function Dialog({ title, onClose, children, acts, wide = false }: Props) {
  const words = useWords(uiWords);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    element?.showModal();
    // The browser would choose the button that closes: it comes first.
    element?.querySelector<HTMLElement>(FIRST)?.focus();
    return () => {
      element?.close();
      if (before instanceof HTMLElement) {
        before.focus();
      }
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      className={wide ? 'dialog dialog-wide' : 'dialog'}
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <header className="dialog-head">
        <h2>{title}</h2>
        <IconButton label={words.close} icon={<Icon name="close" />} onClick={onClose} />
      </header>
      <div className="dialog-body">{children}</div>
      {acts ? <footer className="dialog-acts">{acts}</footer> : null}
    </dialog>
  );
}
