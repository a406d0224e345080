import { writeFileSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

/** Notes which files a page loads, for the test of their sizes. */
function listOfChunks(): Plugin {
  return {
    name: 'list-of-chunks',
    writeBundle(_, bundle) {
      const chunks = Object.values(bundle).flatMap((file) =>
        file.type === 'chunk'
          ? [
              {
                file: file.fileName,
                module: file.facadeModuleId?.slice(import.meta.dirname.length + 1) ?? null,
                entry: file.isEntry,
                imports: file.imports,
                styles: [...(file.viteMetadata?.importedCss ?? [])],
              },
            ]
          : [],
      );
      writeFileSync('target/chunks.json', JSON.stringify(chunks, null, 2));
    },
  };
}

export default defineConfig({
  plugins: [react(), listOfChunks()],
  build: {
    outDir: 'target/classes/META-INF/resources',
    emptyOutDir: true,
    // Inlined files would need data: addresses that the content security policy refuses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2023',
    reportCompressedSize: false,
    // The editor is large; tests/budget.test.ts holds what a browser loads to its limits.
    chunkSizeWarningLimit: 700,
  },
  server: {
    // The examples that the editor offers stand beside the console.
    fs: { allow: ['..'] },
    proxy: {
      '/v1': process.env.MILLRACE_SERVER ?? 'http://localhost:8080',
      '/hooks': process.env.MILLRACE_SERVER ?? 'http://localhost:8080',
    },
  },
  test: {
    include: ['tests/**/*.test.ts'],
    environment: 'node',
    reporters: ['default', ['junit', { suiteName: 'console', outputFile: 'target/surefire-reports/TEST-console.xml' }]],
  },
});
