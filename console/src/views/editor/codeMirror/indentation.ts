import { indentService } from '@codemirror/language';

const HEAD = /^(\s*(?:- +)*)/;
const OPENS = /(?::|: *[|>][-+0-9]*)\s*(?:#.*)?$/;

/** How far a line is indented that follows another: under a name without a value, and under a long text, further. */
export function indentAfter(line: string): number {
  const head = HEAD.exec(line)?.[1]?.length ?? 0;
  return OPENS.test(line) ? head + 2 : head;
}

/** Indents new lines of YAML by the line before them that says something. */
export const yamlIndentation = indentService.of((context, position) => {
  const { doc } = context.state;
  // The line may be about to be cut in two at the position.
  const cut = context.simulatedBreak;
  for (let line = doc.lineAt(position); ; line = doc.line(line.number - 1)) {
    const isCut = cut !== null && cut >= line.from && cut <= line.to;
    const text = isCut
      ? line.text.slice(0, cut - line.from)
      : line.from < position || line.to < position
        ? line.text
        : '';
    if (text.trim() !== '' && !(line.from === position && !isCut)) {
      return indentAfter(text);
    }
    if (line.number === 1) {
      return 0;
    }
  }
});
