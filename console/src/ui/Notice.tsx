import type { ReactNode } from 'react';
import { Icon } from './Icon';

type Tone = 'error' | 'warning' | 'good' | 'plain';

/** Says in the page what happened and what to do; an error is spoken at once. */
export function Notice({
  tone = 'plain',
  title,
  children,
  act,
}: {
  tone?: Tone;
  title?: string;
  children?: ReactNode;
  act?: ReactNode;
}) {
  return (
    <div className={`notice notice-${tone}`} role={tone === 'error' ? 'alert' : 'status'}>
      {tone === 'error' || tone === 'warning' ? <Icon name="warning" /> : null}
      <div className="notice-text">
        {title ? <strong>{title}</strong> : null}
        {children ? <div>{children}</div> : null}
      </div>
      {act}
    </div>
  );
}

/** A place where nothing is yet: a sentence, one act, one example. */
export function Empty({ title, children, act }: { title: string; children?: ReactNode; act?: ReactNode }) {
  return (
    <div className="empty">
      <h2>{title}</h2>
      {children ? <div className="empty-text">{children}</div> : null}
      {act}
    </div>
  );
}

/** What holds the place of lines that are on their way. */
export function Skeleton({ lines = 3, label }: { lines?: number; label: string }) {
  return (
    <div className="skeleton" role="status" aria-label={label}>
      {Array.from({ length: lines }, (_, index) => (
        <div key={index} className="skeleton-line" />
      ))}
    </div>
  );
}
