import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const XYFLOW = {
  group: ['@xyflow/*'],
  message: 'Only canvas/ knows the drawing library: give canvas/ a component with our own words instead.',
};
const OUTSIDE_CORE = ['react', 'react-dom', 'react-router', '@codemirror/*', '@tanstack/*'];

const only = (files, patterns) => ({ files, rules: { 'no-restricted-imports': ['error', { patterns }] } });

export default tseslint.config(
  { ignores: ['target/**', 'node_modules/**', 'src/api/schema.ts', 'eslint.config.js'] },
  ...tseslint.configs.strictTypeChecked,
  { languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } } },
  reactHooks.configs.flat['recommended-latest'],
  {
    rules: {
      'max-lines': ['error', { max: 400 }],
      'no-restricted-globals': ['error', { name: 'alert', message: 'Say it in the page: use ui/Notice.' }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  // Playwright calls the way on of a fixture "use".
  { files: ['browser/**'], rules: { 'react-hooks/rules-of-hooks': 'off' } },
  only(['src/**'], [XYFLOW]),
  only(['src/canvas/**'], []),
  only(
    ['src/core/**'],
    [
      XYFLOW,
      { group: OUTSIDE_CORE, message: 'core/ is pure: data in, data out. What draws or listens belongs to a view.' },
      { group: ['../*/**', '!../core/**'], message: 'core/ depends on no other room.' },
    ],
  ),
  only(
    ['src/ui/**'],
    [
      XYFLOW,
      {
        group: ['**/api/**', '**/views/**', '**/canvas/**'],
        message: 'ui/ holds parts that know no server and no view.',
      },
    ],
  ),
);
