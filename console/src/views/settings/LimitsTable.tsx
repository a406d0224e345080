import { get } from '../../api/client';
import type { Limits } from '../../api/types';
import { ProblemNotice } from '../../shell/ProblemNotice';
import { useLoad } from '../../shell/useLoad';
import { useLocale, useWords } from '../../ui/language';
import { Skeleton } from '../../ui/Notice';
import { PlainTable } from '../../ui/PlainTable';
import { settingsWords } from './words';

/** What a request and a run may hold. */
export function LimitsTable() {
  const words = useWords(settingsWords);
  const locale = useLocale();
  const limits = useLoad('limits', (signal) => get<Limits>('/v1/limits', signal));
  if (limits.problem) {
    return <ProblemNotice problem={limits.problem} onRetry={limits.reload} />;
  }
  if (limits.value === null) {
    return <Skeleton label={words.loading} lines={8} />;
  }
  return (
    <div className="settings-part">
      <p className="soft">{words.limitsText}</p>
      <PlainTable label={words.limits} heads={{ limit: words.limit, value: words.value }}>
        {limits.value.items.map(({ name, value, unit }) => (
          <tr key={name}>
            <td>
              {words.limitName[name] ?? name} <code className="soft">{name}</code>
            </td>
            <td>
              {unit === 'bytes' ? bytes(value, locale) : `${new Intl.NumberFormat(locale).format(value)} ${unit}`}
            </td>
          </tr>
        ))}
      </PlainTable>
    </div>
  );
}

const UNITS = ['bytes', 'KiB', 'MiB', 'GiB'] as const;

function bytes(value: number, locale: string): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log2(Math.max(1, value)) / 10));
  const figure = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(value / 2 ** (10 * power));
  return `${figure} ${UNITS[power] ?? ''}`;
}
