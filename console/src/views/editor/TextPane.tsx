import { isolateHistory, redo, redoDepth, undo, undoDepth } from '@codemirror/commands';
import { setDiagnostics } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useEffect, useImperativeHandle, useRef, type Ref } from 'react';
import type { Splice } from '../../core/edits';
import type { JsonSchema } from '../../core/suggestions';
import { useWords } from '../../ui/language';
import { languageSupport } from './codeMirror/language';
import { phrases } from './codeMirror/phrases';
import { yamlSetup } from './codeMirror/setup';
import type { Finding } from './findings';
import { editorWords } from './words';

/** What others do with the text; every change of it is one step of its one undo stack. */
export interface TextHandle {
  change: (changes: readonly Splice[], cursor?: number) => void;
  replace: (text: string) => void;
  /** Puts the cursor somewhere and shows it. */
  show: (offset: number, focus: boolean) => void;
  undo: () => void;
  redo: () => void;
}

export interface TextState {
  text: string;
  cursor: number;
  canUndo: boolean;
  canRedo: boolean;
  /** Whether a person moved the cursor, not the page. */
  byHand: boolean;
}

interface Props {
  ref: Ref<TextHandle>;
  initial: string;
  schema: JsonSchema | null;
  findings: readonly Finding[];
  onState: (state: TextState) => void;
}

/** The text of the definition. It stands in a shadow tree: there its styles need no hole in the content security policy. */
export function TextPane({ ref, initial, schema, findings, onState }: Props) {
  const words = useWords(editorWords);
  const said = useWords(phrases);
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const latest = useRef({ schema, onState, initial });
  useEffect(() => {
    latest.current = { ...latest.current, schema, onState };
  });
  useEffect(() => {
    const element = host.current;
    if (element === null) {
      return undefined;
    }
    const shadow = element.shadowRoot ?? element.attachShadow({ mode: 'open' });
    const editor = new EditorView({
      parent: shadow,
      root: shadow,
      state: EditorState.create({
        doc: latest.current.initial,
        extensions: [
          yamlSetup(words.definition, words.leaveText, said),
          languageSupport(() => latest.current.schema),
          EditorView.updateListener.of((update) => {
            if (update.docChanged || update.selectionSet) {
              latest.current.onState({
                text: update.state.doc.toString(),
                cursor: update.state.selection.main.head,
                canUndo: undoDepth(update.state) > 0,
                canRedo: redoDepth(update.state) > 0,
                byHand: !update.transactions.some((each) => each.isUserEvent('select.page')),
              });
            }
          }),
        ],
      }),
    });
    view.current = editor;
    return () => {
      latest.current.initial = editor.state.doc.toString();
      editor.destroy();
      view.current = null;
    };
  }, [words, said]);
  useEffect(() => {
    const editor = view.current;
    if (editor === null) {
      return;
    }
    const length = editor.state.doc.length;
    const marks = findings
      .filter(({ from }) => from <= length)
      .map(({ from, to, message }) => ({ from, to: Math.min(to, length), message, severity: 'error' as const }));
    editor.dispatch(setDiagnostics(editor.state, marks));
  }, [findings]);
  useImperativeHandle(
    ref,
    () => ({
      change: (changes, cursor) => {
        view.current?.dispatch({
          changes: changes.map(({ from, to, insert }) => ({ from, to, insert })),
          annotations: isolateHistory.of('full'),
          userEvent: 'input.drawing',
          ...(cursor === undefined ? {} : { selection: { anchor: cursor }, scrollIntoView: true }),
        });
      },
      replace: (text) => {
        const editor = view.current;
        editor?.dispatch({
          changes: { from: 0, to: editor.state.doc.length, insert: text },
          annotations: isolateHistory.of('full'),
          userEvent: 'input.replace',
        });
      },
      show: (offset, focus) => {
        const editor = view.current;
        if (editor !== null) {
          const anchor = Math.min(offset, editor.state.doc.length);
          editor.dispatch({
            selection: { anchor },
            effects: EditorView.scrollIntoView(anchor, { y: 'center' }),
            userEvent: 'select.page',
          });
          if (focus) {
            editor.focus();
          }
        }
      },
      undo: () => {
        if (view.current !== null) {
          undo(view.current);
        }
      },
      redo: () => {
        if (view.current !== null) {
          redo(view.current);
        }
      },
    }),
    [],
  );
  return <div className="text-host" ref={host} />;
}
