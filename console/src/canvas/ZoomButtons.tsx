import { Panel, useReactFlow } from '@xyflow/react';
import { useWords } from '../ui/language';
import { canvasWords } from './words';

const SIGNS = {
  in: 'M10 5v10M5 10h10',
  out: 'M5 10h10',
  fit: 'M4 8V4h4m4 0h4v4m0 4v4h-4m-4 0H4v-4',
};

export function ZoomButtons() {
  const words = useWords(canvasWords);
  const flow = useReactFlow();
  return (
    <Panel position="bottom-right" className="zoom-buttons">
      <Sign label={words.zoomIn} path={SIGNS.in} onClick={() => void flow.zoomIn()} />
      <Sign label={words.zoomOut} path={SIGNS.out} onClick={() => void flow.zoomOut()} />
      <Sign label={words.fit} path={SIGNS.fit} onClick={() => void flow.fitView({ padding: 0.05, maxZoom: 1 })} />
    </Panel>
  );
}

function Sign({ label, path, onClick }: { label: string; path: string; onClick: () => void }) {
  return (
    <button type="button" className="icon-button" aria-label={label} title={label} onClick={onClick}>
      <svg viewBox="0 0 20 20" width="16" height="16" aria-hidden="true" focusable="false">
        <path d={path} fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />
      </svg>
    </button>
  );
}
