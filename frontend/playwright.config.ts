import { defineConfig } from '@playwright/test'

/**
 * Nothing here measures: a slow or busy machine may take many times as long as an idle one. How fast the app is, the
 * benches say.
 */
const PATIENCE = { test: 900_000, step: 60_000 }

/** The stack is started by whoever calls this (`just e2e`); `E2E_BASE_URL` says where the web app answers. */
const chromium = {
  executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
}

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  fullyParallel: false,
  workers: 1,
  forbidOnly: true,
  retries: 0,
  maxFailures: 5, // what is wrong is to be said before somebody's patience with the whole run ends
  timeout: PATIENCE.test,
  expect: { timeout: PATIENCE.step },
  reporter: [['list'], ['html', { open: 'never', outputFolder: 'playwright-report' }]],
  use: {
    baseURL: process.env['E2E_BASE_URL'] ?? 'http://127.0.0.1:8000',
    browserName: 'chromium',
    launchOptions: chromium,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    reducedMotion: 'reduce',
    actionTimeout: PATIENCE.step,
    navigationTimeout: PATIENCE.step,
    screenshot: 'only-on-failure',
    trace: { mode: 'retain-on-failure', screenshots: false }, // a film of each test is dear, and the pictures show what it would
  },
  projects: [
    { name: 'prepare', testMatch: /prepare\.setup\.ts/, use: { viewport: { width: 1280, height: 900 } } },
    { name: 'desk', dependencies: ['prepare'], use: { viewport: { width: 1280, height: 900 } } },
    {
      name: 'phone',
      testIgnore: /keyboard\.spec\.ts/, // a phone has none
      dependencies: ['prepare'],
      use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
    },
  ],
})
