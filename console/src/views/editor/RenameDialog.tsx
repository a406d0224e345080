import { useState } from 'react';
import { renameTask, isRefusal, type TaskEdit } from '../../core/edits';
import type { Definition, TaskNode } from '../../core/definition';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { TextField } from '../../ui/Field';
import { useWords } from '../../ui/language';
import { editorWords } from './words';

interface Props {
  definition: Definition;
  task: TaskNode;
  onRename: (edit: TaskEdit) => void;
  onClose: () => void;
}

/** Asks for another name of a task; the places that lead to it follow. */
export function RenameDialog({ definition, task, onRename, onClose }: Props) {
  const words = useWords(editorWords);
  const [name, setName] = useState(task.name);
  const [error, setError] = useState<string | undefined>();
  const rename = () => {
    const made = renameTask(definition, task.pointer, name.trim());
    if (isRefusal(made)) {
      setError(words.refused[made.reason]);
    } else {
      onRename(made);
    }
  };
  return (
    <Dialog
      title={words.rename}
      onClose={onClose}
      acts={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button look="main" type="submit" form="rename">
            {words.rename}
          </Button>
        </>
      }
    >
      <form
        id="rename"
        onSubmit={(event) => {
          event.preventDefault();
          rename();
        }}
      >
        <TextField
          label={words.taskName}
          help={words.renameHelp}
          error={error}
          value={name}
          autoFocus
          onChange={(event) => {
            setName(event.target.value);
            setError(undefined);
          }}
        />
      </form>
    </Dialog>
  );
}
