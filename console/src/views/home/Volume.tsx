import { useState } from 'react';
import type { Statistics } from '../../api/types';
import { Button } from '../../ui/Button';
import { useLocale, useWords } from '../../ui/language';
import { PlainTable } from '../../ui/PlainTable';
import { Sparkline } from '../../ui/Sparkline';
import { stepMillis, type Activity } from '../workflows/activity';
import { homeWords } from './words';

const WIDTH = 900;
const HEIGHT = 72;

/** How much ran, as one line; the figures are one click away. */
export function Volume({ statistics, activity }: { statistics: Statistics; activity: Activity }) {
  const words = useWords(homeWords);
  const locale = useLocale();
  const [table, setTable] = useState(false);
  const number = new Intl.NumberFormat(locale);
  const hour = new Intl.DateTimeFormat(locale, { weekday: 'short', hour: '2-digit', minute: '2-digit' });
  const from = Date.parse(statistics.from);
  const step = stepMillis(statistics.step);
  const line = words.volumeLine(number.format(activity.total), number.format(activity.faults));
  return (
    <section aria-labelledby="volume">
      <div className="page-head">
        <h2 id="volume">{words.volume}</h2>
        <Button look="quiet" aria-pressed={table} onClick={() => setTable(!table)}>
          {words.showTable}
        </Button>
      </div>
      <p>{line}</p>
      {table ? (
        <PlainTable
          label={words.table}
          heads={{ hour: words.hour, runs: words.runs, faulted: words.faulted }}
          className="volume-table"
        >
          {activity.started.map((started, index) => (
            <tr key={index}>
              <td>{hour.format(from + index * step)}</td>
              <td>{number.format(started)}</td>
              <td>{number.format(activity.faulted[index] ?? 0)}</td>
            </tr>
          ))}
        </PlainTable>
      ) : (
        <Sparkline values={activity.started} faults={activity.faulted} label={line} width={WIDTH} height={HEIGHT} />
      )}
    </section>
  );
}
