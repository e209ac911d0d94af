import { readdirSync } from 'node:fs'
import js from '@eslint/js'
import reactHooks from 'eslint-plugin-react-hooks'
import reactRefresh from 'eslint-plugin-react-refresh'
import { defineConfig, globalIgnores } from 'eslint/config'
import globals from 'globals'
import tseslint from 'typescript-eslint'

/**
 * Imports run one way: types < lib < components < services < hooks < pages < the composition files of src/.
 * `@/` addresses another zone and `./` the own folder, so a zone is a list of forbidden `@/` prefixes.
 */
const zones = {
  types: ['lib', 'components', 'services', 'hooks', 'pages'],
  lib: ['components', 'services', 'hooks', 'pages'],
  'hooks/ui': ['components', 'services', 'hooks', 'pages'],
  components: ['services', 'pages', 'hooks/!(ui)', 'hooks/!(ui)/**'],
  services: ['components', 'hooks', 'pages'],
  hooks: ['pages'],
}

/** A page may import its own folder as `@/pages/<itself>/…` and no other page's. */
const pages = readdirSync(new URL('src/pages', import.meta.url))

const ARROWS =
  'Imports run types < lib < components < services < hooks < pages; pages never import each other.'

const zoned = (forbidden) => ({
  group: forbidden.flatMap((name) => (name.includes('!') ? [`@/${name}`] : [`@/${name}`, `@/${name}/**`])),
})

const restrict = (zone, patterns) => ({
  files: [`src/${zone}/**/*.{ts,tsx}`],
  ignores: [
    'src/**/*.test.{ts,tsx}',
    ...(zone === 'hooks' ? ['src/hooks/ui/**'] : []),
    ...(zone === 'services' ? ['src/services/api/generated/**'] : []),
  ],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          ...patterns.map((pattern) => ({ ...pattern, message: ARROWS })),
          { group: ['../*'], message: 'Write another folder as @/…, the own one as ./…' },
          { group: ['@/testing/**'], message: 'Test helpers are for tests.' },
        ],
      },
    ],
  },
})

export default defineConfig(
  globalIgnores(['dist', 'src/services/api/generated', 'playwright-report', 'test-results']),
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked, reactHooks.configs.flat['recommended-latest']],
    languageOptions: {
      globals: globals.browser,
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      'max-lines': ['error', { max: 250 }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/only-throw-error': [
        'error',
        { allow: [{ from: 'package', name: 'Response', package: 'react-router' }] },
      ],
      'no-console': 'error',
    },
  },
  {
    files: ['src/{components,pages}/**/*.tsx'],
    ignores: ['src/components/ui/**', 'src/**/*.test.tsx'],
    extends: [reactRefresh.configs.vite],
  },
  ...Object.entries(zones).map(([zone, forbidden]) => restrict(zone, [zoned(forbidden)])),
  ...pages.map((page) => restrict(`pages/${page}`, [{ regex: `^@/pages/(?!${page}/)` }])),
  { files: ['scripts/**', '*.config.*', 'e2e/**'], languageOptions: { globals: globals.node } },
  { files: ['public/sw.js'], languageOptions: { globals: globals.serviceworker } },
  { files: ['public/early.js'], languageOptions: { globals: globals.browser } },
)
