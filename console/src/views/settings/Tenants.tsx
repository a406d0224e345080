import { useState } from 'react';
import { Link } from 'react-router';
import { get, query } from '../../api/client';
import type { Page, Tenant } from '../../api/types';
import { ProblemNotice } from '../../shell/ProblemNotice';
import { usePlace } from '../../shell/session';
import { usePages } from '../../shell/usePages';
import { Button } from '../../ui/Button';
import { useLocale, useWords } from '../../ui/language';
import { Skeleton } from '../../ui/Notice';
import { PlainTable } from '../../ui/PlainTable';
import { TenantDialog } from './TenantDialog';
import { settingsWords } from './words';

/** The tenants that this key sees, with what they may use. */
export function Tenants() {
  const words = useWords(settingsWords);
  const place = usePlace();
  const [over, setOver] = useState<{ name: string | null } | null>(null);
  const owner = place.may('platform-admin');
  const tenants = usePages('tenants', (cursor, signal) =>
    get<Page<Tenant>>(`/v1/tenants${query({ limit: 100, cursor })}`, signal),
  );
  return (
    <div className="settings-part">
      {owner ? (
        <div>
          <Button look="main" onClick={() => setOver({ name: null })}>
            {words.newTenant}
          </Button>
        </div>
      ) : (
        <p className="soft">{words.tenantsNeed}</p>
      )}
      {tenants.problem ? <ProblemNotice problem={tenants.problem} onRetry={tenants.reload} /> : null}
      {tenants.items === null && tenants.loading ? <Skeleton label={words.loading} /> : null}
      {tenants.items === null ? null : (
        <PlainTable
          label={words.tenants}
          heads={{
            name: words.name,
            displayName: words.displayName,
            quotas: words.quotas,
            ...(owner ? { actions: <span className="unseen">{words.actions}</span> } : {}),
          }}
        >
          {tenants.items.map((tenant) => (
            <tr key={tenant.name}>
              <td>
                <Link to={`/tenants/${encodeURIComponent(tenant.name ?? '')}/home`}>{tenant.name}</Link>
              </td>
              <td>
                <bdi>{tenant.displayName}</bdi>
              </td>
              <td>
                <Quotas tenant={tenant} />
              </td>
              {owner ? (
                <td>
                  <Button
                    look="quiet"
                    aria-label={words.editOf(tenant.name ?? '')}
                    onClick={() => setOver({ name: tenant.name ?? null })}
                  >
                    {words.edit}
                  </Button>
                </td>
              ) : null}
            </tr>
          ))}
        </PlainTable>
      )}
      {tenants.more ? <Button onClick={tenants.more}>{words.more}</Button> : null}
      {over === null ? null : (
        <TenantDialog
          name={over.name}
          onClose={() => {
            setOver(null);
            tenants.reload();
          }}
        />
      )}
    </div>
  );
}

function Quotas({ tenant }: { tenant: Tenant }) {
  const words = useWords(settingsWords);
  const locale = useLocale();
  const set = Object.entries(tenant.quotas ?? {}).filter(([, value]) => value > 0);
  return set.length === 0 ? (
    <span className="soft">{words.noLimit}</span>
  ) : (
    set
      .map(([name, value]) => `${words.quota[name] ?? name}: ${new Intl.NumberFormat(locale).format(value)}`)
      .join(' · ')
  );
}
