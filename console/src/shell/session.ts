import { createContext, use } from 'react';
import { TenantApi } from '../api/tenant';
import { includes } from '../api/session';
import type { Role, Session } from '../api/types';

/** Whoever is signed in, and the tenant that is looked at. */
export interface Place {
  session: Session;
  tenant: string;
  api: TenantApi;
  may: (needed: Role) => boolean;
  /** The address of a place of the console in this tenant, such as {@code /runs}. */
  to: (path: string) => string;
}

export const PlaceContext = createContext<Place | null>(null);

export function placeOf(session: Session, tenant: string): Place {
  return {
    session,
    tenant,
    api: new TenantApi(tenant),
    may: (needed) => includes(session.role, needed),
    to: (path) => `/tenants/${encodeURIComponent(tenant)}${path}`,
  };
}

/** The present place; only views inside a tenant ask. */
export function usePlace(): Place {
  const place = use(PlaceContext);
  if (place === null) {
    throw new Error('usePlace was called outside of a tenant.');
  }
  return place;
}
