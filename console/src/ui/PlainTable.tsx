import type { ReactNode } from 'react';

interface Props {
  label: string;
  /** The heads of the columns, by the key of each. */
  heads: Readonly<Record<string, ReactNode>>;
  className?: string;
  /** Rows. */
  children: ReactNode;
}

/** A table that is drawn whole; where it is wider than its place it scrolls, by keys too. */
export function PlainTable({ label, heads, className = '', children }: Props) {
  return (
    <div className={`scroll-sideways ${className}`} tabIndex={0} role="region" aria-label={label}>
      <table className="plain-table">
        <thead>
          <tr>
            {Object.entries(heads).map(([key, head]) => (
              <th key={key} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
