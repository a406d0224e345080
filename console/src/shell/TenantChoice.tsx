import { useNavigate } from 'react-router';
import { get } from '../api/client';
import type { Page, Tenant } from '../api/types';
import { SelectField } from '../ui/Field';
import { useWords } from '../ui/language';
import { usePlace } from './session';
import { useLoad } from './useLoad';
import { shellWords } from './words';

/** Says which tenant is looked at; whoever owns the installation chooses one. */
export function TenantChoice() {
  const words = useWords(shellWords);
  const place = usePlace();
  const navigate = useNavigate();
  const all = place.session.tenant === '*';
  const tenants = useLoad(all ? 'tenants' : null, (signal) => get<Page<Tenant>>('/v1/tenants?limit=500', signal));
  const names = new Set([place.tenant, ...(tenants.value?.items.flatMap((tenant) => tenant.name ?? []) ?? [])]);
  return all ? (
    <SelectField
      label={words.tenant}
      value={place.tenant}
      onChange={(event) => void navigate(`/tenants/${encodeURIComponent(event.target.value)}/home`)}
    >
      {[...names].sort().map((name) => (
        <option key={name}>{name}</option>
      ))}
    </SelectField>
  ) : (
    <p>
      <span className="soft">{words.tenant}</span> <strong>{place.tenant}</strong>
    </p>
  );
}
