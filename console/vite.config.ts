import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react()],
  build: {
    outDir: 'target/classes/META-INF/resources',
    emptyOutDir: true,
    // Inlined files would need data: addresses that the content security policy refuses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2023',
    reportCompressedSize: false,
  },
  server: {
    // The examples that the editor offers stand beside the console.
    fs: { allow: ['..'] },
    proxy: { '/v1': 'http://localhost:8080', '/hooks': 'http://localhost:8080' },
  },
  test: {
    include: ['tests/**/*.test.ts'],
    environment: 'node',
    reporters: ['default', ['junit', { suiteName: 'console', outputFile: 'target/surefire-reports/TEST-console.xml' }]],
  },
});
