import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { quoted, readCommand, startCommand } from '../../src/views/run/curl';

/** What a shell hands to curl: the command's words after it. */
function wordsOf(command: string): string[] {
  const script = `curl() { for word; do printf '%s\\0' "$word"; done; }\n${command}`;
  const printed = execFileSync('sh', ['-c', script], { env: { MILLRACE_KEY: 'mk_secret' }, encoding: 'utf8' });
  return printed.split('\0').slice(0, -1);
}

const ORIGIN = 'https://millrace.example.com';

describe('a command for the shell', () => {
  it.each(["it's", "''", '$(reboot)', '`id`', '"$HOME"', 'a\nb', '\\', 'a b; rm -rf /', '‮evil', ''])(
    'hands %j on as it is',
    (text) => {
      expect(wordsOf(`curl ${quoted(text)}`)).toEqual([text]);
    },
  );

  it('reads a run with the key from the environment', () => {
    expect(wordsOf(readCommand(ORIGIN, 'default', '01abc'))).toEqual([
      '-sS',
      `${ORIGIN}/v1/tenants/default/runs/01abc`,
      '-H',
      'Authorization: Bearer mk_secret',
    ]);
  });

  it('starts the same version again with the same input', () => {
    const input = { note: "Don't $HOME", list: [1, null] };
    const words = wordsOf(startCommand(ORIGIN, 'default', { workflow: 'order pay', version: '1.0.0', input }).text);
    expect(words).toContain(`${ORIGIN}/v1/tenants/default/workflows/order%20pay/runs?version=1.0.0`);
    expect(JSON.parse(words.at(-1) ?? '')).toEqual(input);
  });

  it('takes a long input from a file, since a command has no room for it', () => {
    const command = startCommand(ORIGIN, 'default', { workflow: 'order', version: null, input: 'x'.repeat(200_000) });
    expect([wordsOf(command.text).at(-1), command.fromFile]).toEqual(['@input.json', true]);
  });
});
