import { useState } from 'react';
import { asProblem, type Problem } from '../../api/problem';
import { TenantApi } from '../../api/tenant';
import type { Tenant, TenantSettings } from '../../api/types';
import { ProblemNotice } from '../../shell/ProblemNotice';
import { useLoad } from '../../shell/useLoad';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { TextField } from '../../ui/Field';
import { useWords } from '../../ui/language';
import { Skeleton } from '../../ui/Notice';
import { settingsWords } from './words';

const QUOTAS = ['startsPerSecond', 'stepsPerSecond', 'eventsPerSecond', 'concurrentSteps', 'stateBytes'] as const;

/** Makes a tenant (name null) or changes one. */
export function TenantDialog({ name, onClose }: { name: string | null; onClose: () => void }) {
  const words = useWords(settingsWords);
  const tenant = useLoad(name === null ? null : `tenant ${name}`, (signal) =>
    new TenantApi(name ?? '').settings(signal),
  );
  if (name !== null && tenant.value === null) {
    return (
      <Dialog title={words.editOf(name)} onClose={onClose}>
        {tenant.problem ? (
          <ProblemNotice problem={tenant.problem} onRetry={tenant.reload} />
        ) : (
          <Skeleton label={words.loading} />
        )}
      </Dialog>
    );
  }
  return (
    <TenantForm
      name={name}
      before={tenant.value?.value ?? { lifecycleEvents: false }}
      etag={tenant.value?.etag ?? null}
      onClose={onClose}
    />
  );
}

interface FormProps {
  name: string | null;
  before: Tenant;
  etag: string | null;
  onClose: () => void;
}

function TenantForm({ name, before, etag, onClose }: FormProps) {
  const words = useWords(settingsWords);
  const [newName, setNewName] = useState('');
  const [displayName, setDisplayName] = useState(before.displayName ?? '');
  const [quotas, setQuotas] = useState(() =>
    Object.fromEntries(QUOTAS.map((quota) => [quota, String(before.quotas?.[quota] ?? 0)])),
  );
  const [problem, setProblem] = useState<Problem | null>(null);
  const [checked, setChecked] = useState(false);
  const [busy, setBusy] = useState(false);
  const isNumber = (text: string | undefined) => /^\d{1,15}$/.test(text ?? '');
  const save = () => {
    setChecked(true);
    if (!QUOTAS.every((quota) => isNumber(quotas[quota]))) {
      return;
    }
    setBusy(true);
    new TenantApi(name ?? newName.trim())
      .change(settingsOf(before, displayName, quotas), etag)
      .then(onClose, (e: unknown) => {
        setProblem(asProblem(e));
        setBusy(false);
      });
  };
  return (
    <Dialog
      title={name === null ? words.newTenant : words.editOf(name)}
      onClose={onClose}
      acts={
        <Button look="main" busy={busy} onClick={save}>
          {name === null ? words.create : words.save}
        </Button>
      }
    >
      {name === null ? (
        <TextField
          label={words.tenantName}
          help={words.tenantNameHelp}
          autoFocus
          value={newName}
          onChange={(event) => setNewName(event.target.value)}
        />
      ) : null}
      <TextField
        label={words.displayName}
        maxLength={200}
        value={displayName}
        onChange={(event) => setDisplayName(event.target.value)}
      />
      <p className="soft">{words.zeroHelp}</p>
      {QUOTAS.map((quota) => (
        <TextField
          key={quota}
          label={words.quota[quota] ?? quota}
          inputMode="numeric"
          error={checked && !isNumber(quotas[quota]) ? words.notNumber : undefined}
          value={quotas[quota]}
          onChange={(event) => setQuotas({ ...quotas, [quota]: event.target.value })}
        />
      ))}
      {problem ? <ProblemNotice problem={problem} /> : null}
    </Dialog>
  );
}

/** What the tenant is to be: all it was, with what the form changes. */
function settingsOf(before: Tenant, displayName: string, quotas: Record<string, string>): TenantSettings {
  const kept: Partial<Tenant> = { ...before };
  delete kept.name;
  delete kept.updatedAt;
  return {
    lifecycleEvents: false,
    ...kept,
    displayName,
    quotas: { ...kept.quotas, ...Object.fromEntries(QUOTAS.map((quota) => [quota, Number(quotas[quota])])) },
  };
}
