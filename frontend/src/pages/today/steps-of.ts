import { paths } from '@/lib/paths'
import { today as t } from '@/lib/words/today'
import type { Dashboard } from '@/services/dashboard'

/** The way to a complete set-up, in order. */
export const stepsOf = (setup: Dashboard['setup']) => [
  {
    label: setup.is_sample ? t.connectSample : t.connect,
    done: setup.is_sample || setup.connected.length > 0,
    to: paths.settings,
  },
  { label: t.addSearch, done: setup.has_search, to: `${paths.searches}?new=1` },
  { label: t.addWants, done: setup.has_wants, to: paths.wantlist },
  { label: t.watchSeller, done: setup.watches_sellers, to: paths.sellers },
]
