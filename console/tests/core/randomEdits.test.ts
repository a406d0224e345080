import { describe, expect, it } from 'vitest';
import { TASK_KINDS, listsOf, tasksOf } from '../../src/core/definition';
import type { Definition } from '../../src/core/definition';
import { addTask, deleteTask, execute, inverse, isRefusal, moveTask, renameTask } from '../../src/core/edits';
import type { Edit, Refusal } from '../../src/core/edits';
import { commentsOf } from './comments';
import { Random } from './random';
import { SAMPLES, definitionOf } from './texts';

const EDITS_A_TEXT = 25;

describe('random edits', () => {
  it.each(SAMPLES)(
    'of $name can be undone, keep the text readable and keep its comments',
    ({ name, text }) => {
      const definition = definitionOf(text);
      const before = [...tasksOf(definition)].length;
      const comments = commentsOf(text);
      const refused: string[] = [];
      for (let seed = 1; seed <= EDITS_A_TEXT; seed++) {
        const edit = randomEdit(new Random(seed), definition);

        const where = `seed ${seed} of ${name}: ${JSON.stringify(edit)}`;
        if (isRefusal(edit)) {
          refused.push(edit.reason);
          continue;
        }
        const after = execute(text, edit);
        expect(execute(after, inverse(text, edit)), where).toBe(text);
        const more = [...tasksOf(definitionOf(after))].length - before;
        expect({ add: more > 0, delete: more < 0, move: more === 0, rename: more === 0 }, where).toHaveProperty(
          edit.label.kind,
          true,
        );
        if (edit.label.kind !== 'delete') {
          expect(commentsOf(after), where).toEqual(comments);
        }
      }
      const forThePlace = refused.filter((reason) => reason === 'samePlace' || reason === 'intoItself');
      expect(refused.length - forThePlace.length, refused.join()).toBeLessThanOrEqual(1);
    },
    30_000,
  );

  it.each(SAMPLES)(
    'one after the other lead $name back to where it began',
    ({ name, text }) => {
      const random = new Random(name.length);
      const done: { before: string; edit: Edit }[] = [];
      let now = text;
      for (let i = 0; i < 15; i++) {
        const edit = randomEdit(random, definitionOf(now));
        if (!isRefusal(edit)) {
          done.push({ before: now, edit });
          now = execute(now, edit);
        }
      }

      for (const { before, edit } of done.toReversed()) {
        now = execute(now, inverse(before, edit));
      }

      expect(done.length).toBeGreaterThan(0);
      expect(now).toBe(text);
    },
    30_000,
  );
});

function randomEdit(random: Random, definition: Definition): Edit | Refusal {
  const lists = [...listsOf(definition)];
  const tasks = lists.flatMap((list) => list.tasks);
  const list = random.of(lists);
  const place = { list: list.pointer, index: random.below(list.tasks.length + 1) };
  const kinds = TASK_KINDS.filter((kind) => kind !== 'unknown');
  if (tasks.length === 0) {
    return addTask(definition, place, random.of(kinds));
  }
  const task = random.of(tasks);
  switch (random.below(4)) {
    case 0:
      return addTask(definition, place, random.of(kinds), random.chance(50) ? 'Added: "one" #1' : undefined);
    case 1:
      return deleteTask(definition, task.pointer);
    case 2:
      return renameTask(definition, task.pointer, random.of(['renamed', 'with space', "it's: {odd}", '12', 'no']));
    default:
      return moveTask(definition, task.pointer, place);
  }
}
