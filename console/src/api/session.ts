import { call, get } from './client';
import { asProblem } from './problem';
import type { Role, Session } from './types';

const ORDER: readonly Role[] = ['viewer', 'operator', 'editor', 'admin', 'platform-admin'];

/** Whether a role may do what another may. */
export function includes(role: Role, needed: Role): boolean {
  return ORDER.indexOf(role) >= ORDER.indexOf(needed);
}

/** The session of this browser; null when nobody is signed in. */
export async function currentSession(): Promise<Session | null> {
  try {
    return await get<Session>('/v1/session');
  } catch (e) {
    if (asProblem(e).status === 401) {
      return null;
    }
    throw e;
  }
}

/** Signs in with a key; the browser keeps a cookie that no script can read. */
export async function signIn(key: string): Promise<Session> {
  return (await call<Session>('POST', '/v1/session', { body: { key: key.trim() } })).value;
}

export async function signOut(): Promise<void> {
  await call('DELETE', '/v1/session');
}
