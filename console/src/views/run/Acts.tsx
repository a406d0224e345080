import { useEffect, useState } from 'react';
import { asProblem, type Problem } from '../../api/problem';
import type { Run } from '../../api/types';
import { ProblemNotice } from '../../shell/ProblemNotice';
import { usePlace } from '../../shell/session';
import { shellWords } from '../../shell/words';
import { Button, ButtonLink } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { TextField } from '../../ui/Field';
import { useWords } from '../../ui/language';
import { Notice } from '../../ui/Notice';
import { actsOf, type Act } from './acts';
import { CurlMenu } from './CurlMenu';
import { runWords } from './words';

/** What became of a command that was given to the run. */
export interface Command {
  act: Act;
  /** Where the run stood when it was given. */
  at: string;
  state: 'sending' | 'stored' | 'slow';
}

const SLOW_AFTER_MS = 10_000;

/** Gives commands to a run, and knows of the last one until the run's status shows it. */
export function useCommands(run: Run | null, onDone: () => void) {
  const { api } = usePlace();
  const [command, setCommand] = useState<Command | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const standing = run === null ? '' : `${run.status} ${run.endedAt ?? ''}`;
  if (command !== null && command.at !== standing) {
    // The run has moved: whatever was asked for shows in its status.
    setCommand(null);
  }
  const stored = command?.state === 'stored';
  useEffect(() => {
    if (!stored) {
      return undefined;
    }
    const timer = setTimeout(() => setCommand((before) => before && { ...before, state: 'slow' }), SLOW_AFTER_MS);
    return () => clearTimeout(timer);
  }, [stored]);
  const give = (act: Act, more: { reason?: string; from?: string } = {}) => {
    if (run === null) {
      return;
    }
    setCommand({ act, at: standing, state: 'sending' });
    setProblem(null);
    const sent = act === 'retry' ? api.retry(run.id, more.from ?? null) : api.control(run.id, act, more.reason);
    sent.then(
      () => {
        setCommand((before) => before && { ...before, state: 'stored' });
        onDone();
      },
      (e: unknown) => {
        setCommand(null);
        setProblem(asProblem(e));
        onDone();
      },
    );
  };
  return { command, problem, give };
}

export type Commands = ReturnType<typeof useCommands>;

/** The buttons of a run. What the role may not do is there, disabled, and says why. */
export function Acts({ run, commands }: { run: Run; commands: Commands }) {
  const words = useWords(runWords);
  const shell = useWords(shellWords);
  const place = usePlace();
  const [asking, setAsking] = useState(false);
  const may = place.may('operator');
  const reason = may ? undefined : shell.needs(shell.role.operator ?? 'operator');
  const { command } = commands;
  return (
    <div className="run-acts" role="group" aria-label={words.run}>
      {actsOf(run.status).map((act) => (
        <Button
          key={act}
          look={act === 'cancel' ? 'danger' : act === 'suspend' ? 'plain' : 'main'}
          disabled={!may}
          title={reason}
          busy={command !== null && command.state !== 'slow'}
          onClick={() => (act === 'cancel' ? setAsking(true) : commands.give(act))}
        >
          {command?.act === act ? words.underWay[act] : words.acts[act]}
        </Button>
      ))}
      {run.workflow === undefined ? null : (
        <ButtonLink
          to={place.to(`/editor/${encodeURIComponent(run.workflow)}?version=${encodeURIComponent(run.version ?? '')}`)}
        >
          {words.openEditor}
        </ButtonLink>
      )}
      <CurlMenu run={run} />
      {may || actsOf(run.status).length === 0 ? null : <p className="soft run-needs">{reason}</p>}
      {asking ? (
        <CancelDialog
          onClose={() => setAsking(false)}
          onCancel={(why) => {
            setAsking(false);
            commands.give('cancel', why === '' ? {} : { reason: why });
          }}
        />
      ) : null}
    </div>
  );
}

/** What was refused, and what takes long. */
export function CommandNotices({ commands }: { commands: Commands }) {
  const words = useWords(runWords);
  const { command, problem } = commands;
  return (
    <>
      {problem === null ? null : problem.status === 409 ? (
        <Notice tone="warning" title={words.movedOn}>
          <p>{problem.detail}</p>
        </Notice>
      ) : (
        <ProblemNotice problem={problem} />
      )}
      {command?.state === 'slow' ? <Notice title={words.slow} /> : null}
    </>
  );
}

const LONGEST_REASON = 1000;

function CancelDialog({ onClose, onCancel }: { onClose: () => void; onCancel: (reason: string) => void }) {
  const words = useWords(runWords);
  const [reason, setReason] = useState('');
  return (
    <Dialog
      title={words.cancelTitle}
      onClose={onClose}
      acts={
        <>
          <Button onClick={onClose}>{words.keep}</Button>
          <Button look="danger" onClick={() => onCancel(reason.trim())}>
            {words.cancelDo}
          </Button>
        </>
      }
    >
      <p>{words.cancelText}</p>
      <TextField
        label={words.reason}
        help={words.reasonHelp}
        value={reason}
        maxLength={LONGEST_REASON}
        onChange={(event) => setReason(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            onCancel(reason.trim());
          }
        }}
      />
    </Dialog>
  );
}
