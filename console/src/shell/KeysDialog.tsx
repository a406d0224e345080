import { Dialog } from '../ui/Dialog';
import { useWords } from '../ui/language';
import { shellWords } from './words';

/** The list of keys. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const words = useWords(shellWords);
  return (
    <Dialog title={words.keys} onClose={onClose}>
      <dl className="keys">
        {words.keyList.map(([key, act]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{act}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
