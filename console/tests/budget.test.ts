import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

interface Chunk {
  file: string;
  module: string | null;
  entry: boolean;
  imports: string[];
  styles: string[];
}

const LIST = 'target/chunks.json';
const PAGE = 'target/classes/META-INF/resources';
const KILOBYTE = 1000;

/** Everything that the browser fetches for a view, compressed. */
function weightOf(...modules: string[]): number {
  const chunks = JSON.parse(readFileSync(LIST, 'utf8')) as Chunk[];
  const files = new Set<string>(['index.html', 'mark.svg']);
  const open = chunks.filter((chunk) => chunk.entry || (chunk.module !== null && modules.includes(chunk.module)));
  expect(open.length, `chunks of ${modules.join(', ')}`).toBe(modules.length + 1);
  for (let chunk = open.pop(); chunk; chunk = open.pop()) {
    if (!files.has(chunk.file)) {
      files.add(chunk.file);
      chunk.styles.forEach((style) => files.add(style));
      const imported = chunk.imports;
      open.push(...chunks.filter(({ file }) => imported.includes(file)));
    }
  }
  return [...files].reduce((sum, file) => sum + gzipSync(readFileSync(`${PAGE}/${file}`)).length, 0);
}

describe.skipIf(!existsSync(LIST))('what a browser loads', () => {
  it.each([
    'src/views/home/Home.tsx',
    'src/views/workflows/Workflows.tsx',
    'src/views/runs/Runs.tsx',
    'src/views/audit/Audit.tsx',
    'src/views/settings/Settings.tsx',
  ])('is under 250 kB for %s', (view) => {
    expect(weightOf(view)).toBeLessThan(250 * KILOBYTE);
  });

  it('is under 450 kB with the editor', () => {
    expect(weightOf('src/views/home/Home.tsx', 'src/views/editor/Editor.tsx')).toBeLessThan(450 * KILOBYTE);
  });
});
