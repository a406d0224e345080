import { autocompletion, startCompletion, type Completion, type CompletionContext } from '@codemirror/autocomplete';
import { hoverTooltip, type EditorView } from '@codemirror/view';
import type { Extension } from '@codemirror/state';
import { completionsAt, hoverAt, type JsonSchema, type Suggestion } from '../../../core/suggestions';

/** Completion and explanations by the language's schema, as soon as that is there. */
export function languageSupport(schema: () => JsonSchema | null): Extension {
  return [
    autocompletion({
      override: [(context) => complete(context, schema())],
      icons: false,
      activateOnTyping: true,
      maxRenderedOptions: 80,
    }),
    hoverTooltip((view, offset) => explain(view, offset, schema())),
  ];
}

function complete(context: CompletionContext, schema: JsonSchema | null) {
  if (schema === null) {
    return null;
  }
  const found = completionsAt(context.state.doc.toString(), context.pos, schema);
  const isTyping = found !== null && context.pos > found.from;
  if (found === null || found.items.length === 0 || (!context.explicit && !isTyping)) {
    return null;
  }
  return { from: found.from, options: found.items.map(option), validFor: /^[\w./:@-]*$/ };
}

function option(item: Suggestion): Completion {
  return {
    label: item.label,
    type: item.kind === 'name' ? 'property' : 'enum',
    detail: item.type,
    boost: item.required ? 2 : 0,
    ...(item.description === '' ? {} : { info: item.description }),
    apply: (view, _, from, to) => {
      view.dispatch({
        changes: { from, to, insert: item.insert },
        selection: { anchor: from + item.insert.length },
        userEvent: 'input.complete',
      });
      // A name asks for what comes behind it.
      if (item.kind === 'name' && item.insert.length > item.label.length + 1) {
        startCompletion(view);
      }
    },
  };
}

function explain(view: EditorView, offset: number, schema: JsonSchema | null) {
  const found = schema === null ? null : hoverAt(view.state.doc.toString(), offset, schema);
  if (found === null || (found.description === '' && found.values.length === 0 && found.type === '')) {
    return null;
  }
  return {
    pos: found.from,
    end: found.to,
    above: true,
    create: () => {
      const dom = document.createElement('div');
      dom.className = 'explanation';
      const head = line(dom, '');
      head.append(text('code', found.name), text('span', found.type === '' ? '' : `  ${found.type}`, 'soft'));
      if (found.description !== '') {
        line(dom, found.description);
      }
      if (found.values.length > 0) {
        line(dom, found.values.slice(0, 12).join(' · ')).className = 'soft';
      }
      return { dom };
    },
  };
}

function line(parent: HTMLElement, content: string): HTMLElement {
  const paragraph = text('p', content);
  parent.append(paragraph);
  return paragraph;
}

function text(tag: string, content: string, className = ''): HTMLElement {
  const element = document.createElement(tag);
  element.textContent = content;
  element.className = className;
  return element;
}
