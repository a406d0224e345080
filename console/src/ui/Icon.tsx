import type { ReactElement } from 'react';

/** The pictures of the console; each stands beside a word or has a spoken name where it is used. */
export type IconName =
  | 'home'
  | 'workflows'
  | 'runs'
  | 'audit'
  | 'settings'
  | 'search'
  | 'plus'
  | 'close'
  | 'play'
  | 'copy'
  | 'sun'
  | 'moon'
  | 'out'
  | 'help'
  | 'trash'
  | 'up'
  | 'down'
  | 'undo'
  | 'redo'
  | 'warning';

const PATHS: Record<IconName, string> = {
  home: 'M3 9.5 10 3l7 6.5V17h-5v-5H8v5H3z',
  workflows: 'M7 3h6v4H7zM3 13h6v4H3zm8 0h6v4h-6zM10 7v3M6 13v-3h8v3',
  runs: 'M3 5h14M3 10h9M3 15h12',
  audit: 'M5 3h10v14H5zM8 7h4M8 10h4M8 13h3',
  settings: 'M4 6h8m4 0h0M14 4v4M4 14h2m4 0h6M8 12v4M4 10h12',
  search: 'M8.5 3.5a5 5 0 1 0 0 10 5 5 0 0 0 0-10zM12.5 12.5 17 17',
  plus: 'M10 4v12M4 10h12',
  close: 'M5 5l10 10M15 5 5 15',
  play: 'M6 4l10 6-10 6z',
  copy: 'M7 7h9v9H7zM4 13V4h9',
  sun: 'M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM10 2v2m0 12v2M2 10h2m12 0h2M4.3 4.3l1.4 1.4m8.6 8.6 1.4 1.4M4.3 15.7l1.4-1.4m8.6-8.6 1.4-1.4',
  moon: 'M16 12.5A6.5 6.5 0 0 1 7.5 4a6.5 6.5 0 1 0 8.500 8.500z',
  out: 'M8 4H4v12h4M8 10h9m-3-3 3 3-3 3',
  help: 'M7.500 7.500a2.500 2.500 0 1 1 3.500 2.300c-.7.4-1 .9-1 1.700M10 14.500v.5',
  trash: 'M4 6h12M8 6V4h4v2M6 6l1 11h6l1-11',
  up: 'M10 16V4M5 9l5-5 5 5',
  down: 'M10 4v12M5 11l5 5 5-5',
  undo: 'M4 8h8a4 4 0 0 1 0 8H8M4 8l4-4M4 8l4 4',
  redo: 'M16 8H8a4 4 0 0 0 0 8h4M16 8l-4-4m4 4-4 4',
  warning: 'M10 3 2.500 16.500h15zM10 8v4m0 2v.5',
};

export function Icon({ name }: { name: IconName }): ReactElement {
  return (
    <svg className="icon" viewBox="0 0 20 20" width="16" height="16" aria-hidden="true" focusable="false">
      <path
        d={PATHS[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
