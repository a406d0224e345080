/** A text that is not published yet, as this browser keeps it. */
export interface Draft {
  text: string;
  /** When it was changed last, ISO 8601. */
  at: string;
  /** The ETag and the version it was written from; null of something new. */
  etag: string | null;
  version: string | null;
}

/** Why drafts are not kept: there is no room, or the browser does not allow it. */
export type StorageTrouble = 'full' | 'blocked';

const PREFIX = 'millrace.draft';

/** The place of a draft: of a published workflow by its name, of a new one by what it began with. */
export function draftKey(tenant: string, of: { name: string } | { template: string }): string {
  return 'name' in of ? `${PREFIX}/${tenant}/w/${of.name}` : `${PREFIX}/${tenant}/n/${of.template}`;
}

/** Keeps drafts in a browser's storage; what finds no room there lives as long as the page. */
export class Drafts {
  private readonly unsaved = new Map<string, Draft>();

  /** Access alone can fail, where a person blocks it. */
  constructor(private readonly storage: () => Storage) {}

  read(key: string): Draft | null {
    const kept = this.unsaved.get(key);
    if (kept !== undefined) {
      return kept;
    }
    try {
      return parsed(this.storage().getItem(key));
    } catch {
      return null;
    }
  }

  /** Why the draft is not kept; null when it is. */
  save(key: string, draft: Draft): StorageTrouble | null {
    try {
      this.storage().setItem(key, JSON.stringify(draft));
      this.unsaved.delete(key);
      return null;
    } catch (e) {
      this.unsaved.set(key, draft);
      return e instanceof DOMException && e.name === 'QuotaExceededError' ? 'full' : 'blocked';
    }
  }

  discard(key: string): void {
    this.unsaved.delete(key);
    try {
      this.storage().removeItem(key);
    } catch {
      // Nothing can be there, as nothing could be kept.
    }
  }

  /** Drafts of workflows that were never published, the newest first. */
  begun(tenant: string): { template: string; draft: Draft }[] {
    const prefix = draftKey(tenant, { template: '' });
    const keys = new Set([...this.unsaved.keys()].filter((key) => key.startsWith(prefix)));
    try {
      const storage = this.storage();
      for (let i = 0; i < storage.length; i++) {
        const key = storage.key(i);
        if (key?.startsWith(prefix)) {
          keys.add(key);
        }
      }
    } catch {
      // Only what the page itself remembers, then.
    }
    return [...keys]
      .flatMap((key) => {
        const draft = this.read(key);
        return draft === null ? [] : [{ template: key.slice(prefix.length), draft }];
      })
      .sort((one, other) => other.draft.at.localeCompare(one.draft.at));
  }
}

/** Other pages and older versions may have written there. */
function parsed(text: string | null): Draft | null {
  if (text === null) {
    return null;
  }
  const value = JSON.parse(text) as Partial<Draft> | null;
  return typeof value?.text === 'string' && typeof value.at === 'string'
    ? { text: value.text, at: value.at, etag: value.etag ?? null, version: value.version ?? null }
    : null;
}

export const drafts = new Drafts(() => localStorage);
