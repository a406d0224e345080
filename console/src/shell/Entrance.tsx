import { lazy, Suspense, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { Navigate, Route, Routes, useParams } from 'react-router';
import { signedOut } from '../api/client';
import { currentSession } from '../api/session';
import { asProblem, type Problem } from '../api/problem';
import type { Session } from '../api/types';
import { useWords } from '../ui/language';
import { Skeleton } from '../ui/Notice';
import { SignIn } from '../views/signIn/SignIn';
import { Boundary } from './Boundary';
import { Frame } from './Frame';
import { NotFound } from './NotFound';
import { ProblemNotice } from './ProblemNotice';
import { PlaceContext, placeOf } from './session';
import { shellWords } from './words';

const Home = lazy(() => import('../views/home/Home'));
const Workflows = lazy(() => import('../views/workflows/Workflows'));
const Workflow = lazy(() => import('../views/workflow/Workflow'));
const Editor = lazy(() => import('../views/editor/Editor'));
const Runs = lazy(() => import('../views/runs/Runs'));
const Run = lazy(() => import('../views/run/Run'));
const Audit = lazy(() => import('../views/audit/Audit'));
const Settings = lazy(() => import('../views/settings/Settings'));

type Presence =
  | { kind: 'asking' }
  | { kind: 'unknown'; problem: Problem }
  | { kind: 'out' }
  | { kind: 'in'; session: Session; lost: boolean };

const LAST_TENANT = 'millrace.tenant';

/** Asks who is here, lets people sign in, and leads to the views. A lost session keeps the page underneath. */
export function Entrance() {
  const words = useWords(shellWords);
  const [presence, setPresence] = useState<Presence>({ kind: 'asking' });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let current = true;
    currentSession().then(
      (session) => {
        if (current) {
          setPresence(session === null ? { kind: 'out' } : { kind: 'in', session, lost: false });
        }
      },
      (e: unknown) => {
        if (current) {
          setPresence({ kind: 'unknown', problem: asProblem(e) });
        }
      },
    );
    return () => {
      current = false;
    };
  }, [turn]);
  useEffect(() => {
    const lost = () => setPresence((before) => (before.kind === 'in' ? { ...before, lost: true } : before));
    signedOut.addEventListener('signed-out', lost);
    return () => signedOut.removeEventListener('signed-out', lost);
  }, []);
  switch (presence.kind) {
    case 'asking':
      return (
        <main className="alone">
          <h1 className="unseen">Millrace</h1>
          <Skeleton label={words.loading} lines={4} />
        </main>
      );
    case 'unknown':
      return (
        <main className="alone">
          <h1>Millrace</h1>
          <ProblemNotice problem={presence.problem} onRetry={() => setTurn(turn + 1)} />
        </main>
      );
    case 'out':
      return <SignIn onSignedIn={(session) => setPresence({ kind: 'in', session, lost: false })} />;
    case 'in':
      return (
        <>
          <Places session={presence.session} onSignedOut={() => setPresence({ kind: 'out' })} />
          {presence.lost ? (
            <Cover>
              <SignIn again onSignedIn={(session) => setPresence({ kind: 'in', session, lost: false })} />
            </Cover>
          ) : null}
        </>
      );
  }
}

/** Covers the page without taking it away: what is typed there stays. */
function Cover({ children }: { children: ReactNode }) {
  const cover = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = cover.current;
    element?.showModal();
    element?.querySelector('input')?.focus();
    return () => element?.close();
  }, []);
  return (
    <dialog ref={cover} className="cover" onCancel={(event) => event.preventDefault()}>
      {children}
    </dialog>
  );
}

function Places({ session, onSignedOut }: { session: Session; onSignedOut: () => void }) {
  const own = session.tenant === '*' ? (localStorage.getItem(LAST_TENANT) ?? 'default') : session.tenant;
  return (
    <Routes>
      <Route path="/" element={<Navigate to={`/tenants/${encodeURIComponent(own)}/home`} replace />} />
      <Route path="/tenants/:tenant/*" element={<InTenant session={session} onSignedOut={onSignedOut} />} />
      <Route path="*" element={<Navigate to={`/tenants/${encodeURIComponent(own)}/not-found`} replace />} />
    </Routes>
  );
}

function InTenant({ session, onSignedOut }: { session: Session; onSignedOut: () => void }) {
  const { tenant = '' } = useParams();
  const words = useWords(shellWords);
  const place = useMemo(() => placeOf(session, tenant), [session, tenant]);
  useEffect(() => localStorage.setItem(LAST_TENANT, tenant), [tenant]);
  return (
    <PlaceContext value={place}>
      <Frame onSignedOut={onSignedOut} key={tenant}>
        <Boundary key={location.pathname}>
          <Suspense fallback={<Skeleton label={words.loading} lines={6} />}>
            <Routes>
              <Route index element={<Navigate to="home" replace />} />
              <Route path="home" element={<Home />} />
              <Route path="workflows" element={<Workflows />} />
              <Route path="workflows/:name" element={<Workflow />} />
              <Route path="editor" element={<Editor />} />
              <Route path="editor/:name" element={<Editor />} />
              <Route path="runs" element={<Runs />} />
              <Route path="runs/:id" element={<Run />} />
              <Route path="audit" element={<Audit />} />
              <Route path="settings/*" element={<Settings />} />
              <Route path="*" element={<NotFound />} />
            </Routes>
          </Suspense>
        </Boundary>
      </Frame>
    </PlaceContext>
  );
}
