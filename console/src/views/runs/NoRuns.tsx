import { usePlace } from '../../shell/session';
import { Button, ButtonLink } from '../../ui/Button';
import { CopyButton } from '../../ui/CopyButton';
import { useWords } from '../../ui/language';
import { Empty } from '../../ui/Notice';
import { startCommand } from '../run/curl';
import { useWorkflowNames } from './useWorkflowNames';
import { runsWords } from './words';

/** Says how a first run comes about. */
export function NoRuns() {
  const words = useWords(runsWords);
  const place = usePlace();
  const [first] = useWorkflowNames();
  const { text: command } = startCommand(location.origin, place.tenant, {
    workflow: first ?? words.example,
    version: null,
    input: {},
  });
  return (
    <Empty
      title={words.noRuns}
      act={
        place.may('editor') ? (
          <ButtonLink look="main" to={place.to('/editor')}>
            {words.newAutomation}
          </ButtonLink>
        ) : null
      }
    >
      <p>{words.noRunsText}</p>
      <pre className="command" aria-label={words.orByCommand} tabIndex={0}>
        {command}
      </pre>
      <CopyButton text={command} />
    </Empty>
  );
}

export function NothingFits({ onClear }: { onClear: () => void }) {
  const words = useWords(runsWords);
  return (
    <Empty
      title={words.nothingFits}
      act={
        <Button look="main" onClick={onClear}>
          {words.clear}
        </Button>
      }
    >
      <p>{words.nothingFitsText}</p>
    </Empty>
  );
}
