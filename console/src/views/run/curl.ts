/** What stands in a command for the key: whoever runs it has the key in the environment. */
const AUTHORIZATION = '"Authorization: Bearer $MILLRACE_KEY"';

/** Longer inputs would not fit into one argument of a command on Linux. */
const LONGEST_ARGUMENT = 100_000;

/** The name of the file in which a long input is expected. */
export const INPUT_FILE = 'input.json';

/** A text as one word of a POSIX shell, whatever is in it. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The command that reads a run. */
export function readCommand(origin: string, tenant: string, run: string): string {
  const url = `${origin}/v1/tenants/${encodeURIComponent(tenant)}/runs/${encodeURIComponent(run)}`;
  return `curl -sS ${quoted(url)} \\\n  -H ${AUTHORIZATION}`;
}

/** A command that starts a run. */
export interface StartCommand {
  text: string;
  /** Whether the input has to be in a file, since a command has no room for it. */
  fromFile: boolean;
}

export function startCommand(
  origin: string,
  tenant: string,
  start: { workflow: string; version: string | null; input: unknown },
): StartCommand {
  const path = `/v1/tenants/${encodeURIComponent(tenant)}/workflows/${encodeURIComponent(start.workflow)}/runs`;
  const version = start.version === null ? '' : `?version=${encodeURIComponent(start.version)}`;
  const input = JSON.stringify(start.input ?? {});
  // A quote takes four letters once it is quoted, another letter up to three bytes.
  const fromFile = input.length * 3 > LONGEST_ARGUMENT;
  const text = [
    `curl -sS -X POST ${quoted(origin + path + version)}`,
    `-H ${AUTHORIZATION}`,
    `-H 'Content-Type: application/json'`,
    fromFile ? `--data-binary @${INPUT_FILE}` : `--data-binary ${quoted(input)}`,
  ].join(' \\\n  ');
  return { text, fromFile };
}
