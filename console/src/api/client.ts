import { problemOf, Problem } from './problem';

/** What a request carries beside its path. */
export interface Sending {
  body?: unknown;
  /** A body that is sent as it stands, with its media type. */
  text?: { type: string; content: string };
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** An answer with the ETag that guards the next change. */
export interface Tagged<T> {
  value: T;
  etag: string | null;
  status: number;
}

type Method = 'GET' | 'PUT' | 'POST' | 'DELETE';

// The server takes changes from a session only with this header, which no other site can send.
const FROM_HERE = { 'X-Millrace-Console': '1' };

/** Sends a request and reads the answer. Throws a {@link Problem}; an aborted request throws its AbortError. */
export async function call<T>(method: Method, path: string, sending: Sending = {}): Promise<Tagged<T>> {
  const headers: Record<string, string> = { Accept: 'application/json', ...sending.headers };
  if (method !== 'GET') {
    Object.assign(headers, FROM_HERE);
  }
  const init: RequestInit = { method, headers, credentials: 'same-origin', cache: 'no-store' };
  if (sending.signal) {
    init.signal = sending.signal;
  }
  if (sending.text) {
    headers['Content-Type'] = sending.text.type;
    init.body = sending.text.content;
  } else if (sending.body !== undefined) {
    headers['Content-Type'] = 'application/json';
    init.body = JSON.stringify(sending.body);
  }
  const answer = await reach(path, init);
  if (!answer.ok) {
    const problem = await problemOf(answer);
    if (problem.status === 401) {
      signedOut.dispatchEvent(new Event('signed-out'));
    }
    throw problem;
  }
  const text = await answer.text();
  const value = (text === '' ? undefined : JSON.parse(text)) as T;
  return { value, etag: answer.headers.get('ETag'), status: answer.status };
}

/** Tells that the server no longer knows this session. */
export const signedOut = new EventTarget();

/** Reads something. */
export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return (await call<T>('GET', path, signal ? { signal } : {})).value;
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch (e) {
    if (e instanceof DOMException && e.name === 'AbortError') {
      throw e;
    }
    throw new Problem(0, 'unreachable', '');
  }
}

/** A query string of what is set, with its question mark; empty when nothing is. */
export function query(parts: Record<string, string | number | boolean | null | undefined>): string {
  const set = Object.entries(parts).filter(([, value]) => value !== null && value !== undefined && value !== '');
  return set.length === 0 ? '' : `?${new URLSearchParams(set.map(([key, value]) => [key, String(value)])).toString()}`;
}

/** One path segment. */
export function segment(text: string): string {
  return encodeURIComponent(text);
}

/** A new idempotency key. Random, also where the page did not come over TLS and the browser makes no UUIDs. */
export function freshKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
