import { useState } from 'react';
import type { Key } from '../../api/types';
import { ProblemNotice } from '../../shell/ProblemNotice';
import { usePlace } from '../../shell/session';
import { usePages } from '../../shell/usePages';
import { Button } from '../../ui/Button';
import { useWords } from '../../ui/language';
import { Empty, Notice, Skeleton } from '../../ui/Notice';
import { PlainTable } from '../../ui/PlainTable';
import { Time } from '../../ui/Time';
import { DeleteKeyDialog, NewKeyDialog } from './KeyDialogs';
import { settingsWords } from './words';

/** The keys of the tenant, without their secrets. */
export function Keys() {
  const words = useWords(settingsWords);
  const place = usePlace();
  const [over, setOver] = useState<'new' | Key | null>(null);
  const may = place.may('admin');
  const keys = usePages(may ? `keys ${place.tenant}` : null, (cursor, signal) => place.api.keys(cursor, signal));
  if (!may) {
    return <Notice title={words.keysNeed} />;
  }
  const close = () => {
    setOver(null);
    keys.reload();
  };
  const begin = (
    <Button look="main" onClick={() => setOver('new')}>
      {words.newKey}
    </Button>
  );
  return (
    <div className="settings-part">
      {keys.problem ? <ProblemNotice problem={keys.problem} onRetry={keys.reload} /> : null}
      {keys.items === null && keys.loading ? <Skeleton label={words.loading} /> : null}
      {keys.items?.length === 0 ? (
        <Empty title={words.noKeys} act={begin}>
          {words.noKeysText}
        </Empty>
      ) : null}
      {keys.items !== null && keys.items.length > 0 ? (
        <>
          <div>{begin}</div>
          <KeyTable keys={keys.items} onDelete={setOver} />
        </>
      ) : null}
      {keys.more ? <Button onClick={keys.more}>{words.more}</Button> : null}
      {over === 'new' ? <NewKeyDialog onClose={close} /> : null}
      {over !== null && over !== 'new' ? <DeleteKeyDialog secretOf={over} onClose={close} /> : null}
    </div>
  );
}

function KeyTable({ keys, onDelete }: { keys: readonly Key[]; onDelete: (key: Key) => void }) {
  const words = useWords(settingsWords);
  return (
    <PlainTable
      label={words.keys}
      heads={{
        label: words.label,
        role: words.role,
        keyId: words.keyId,
        created: words.created,
        actions: <span className="unseen">{words.actions}</span>,
      }}
    >
      {keys.map((key) => (
        <tr key={key.id}>
          <td>
            <bdi>{key.label === '' ? '–' : key.label}</bdi>
          </td>
          <td>{key.role}</td>
          <td className="mono">{key.id}</td>
          <td>
            <Time at={key.createdAt} />
          </td>
          <td>
            <Button
              look="quiet"
              aria-label={words.deleteOf(key.label === '' ? key.id : key.label)}
              onClick={() => onDelete(key)}
            >
              {words.deleteKey}
            </Button>
          </td>
        </tr>
      ))}
    </PlainTable>
  );
}
