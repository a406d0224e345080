import { Link } from 'react-router';
import type { AuditItem } from '../../api/types';
import { usePlace } from '../../shell/session';
import { IconButton } from '../../ui/Button';
import { CopyButton } from '../../ui/CopyButton';
import { Icon } from '../../ui/Icon';
import { useWords } from '../../ui/language';
import { Notice } from '../../ui/Notice';
import { ValueView } from '../../ui/ValueView';
import { auditWords } from './words';

/** Everything that one record holds. */
export function AuditDetail({ item, onClose }: { item: AuditItem; onClose: () => void }) {
  const words = useWords(auditWords);
  const place = usePlace();
  return (
    <section className="audit-detail" aria-label={words.detailOf(item.kind)}>
      <header className="page-head">
        <h2>{item.kind}</h2>
        <IconButton label={words.close} icon={<Icon name="close" />} onClick={onClose} />
      </header>
      {item.rejection?.reason ? <Notice tone="warning" title={item.rejection.reason} /> : null}
      {item.runId ? <Link to={place.to(`/runs/${item.runId}`)}>{words.openRun}</Link> : null}
      <ValueView value={item} label={words.detailOf(item.kind)} />
      <CopyButton text={JSON.stringify(item, null, 2)} />
    </section>
  );
}
