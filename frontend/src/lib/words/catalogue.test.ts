import { describe, expect, it } from 'vitest'
import { listing } from './listing'
import { catalogue, say } from './say'
import { scoreParts } from './score-parts'

const sources: Record<string, string> = import.meta.glob(
  '../../../../backend/src/vinyldigger/{core,api,services}/**/*.py',
  { query: '?raw', import: 'default', eager: true },
)

const all = Object.values(sources).join('\n')

const file = (name: string): string => {
  const found = Object.entries(sources).find(([path]) => path.endsWith(name))
  if (!found) throw new Error(`no ${name} in the backend`)
  return found[1]
}

const find = (text: string, pattern: RegExp): string[] => [
  ...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? '')),
]

/** The set literal `NAME = frozenset({…})` of core/domain/codes.py. */
const codesOf = (name: string): string[] => {
  const literal = new RegExp(`^${name} = frozenset\\(\\{(.*?)\\}\\)`, 'ms').exec(
    file('core/domain/codes.py'),
  )?.[1]
  if (!literal) throw new Error(`no ${name} in codes.py`)
  return find(literal, /"(\w+)"/g)
}

const ENGINE = ['COST', 'VALUE', 'RULE', 'SCORE', 'SELLER', 'ADVICE', 'BASKET', 'READING'].flatMap((group) =>
  codesOf(`${group}_CODES`),
)

/** `Conflict("For people.", "code", …)`: how services and endpoints refuse. */
const REFUSAL =
  /\b(?:InvalidInput|BadRequest|NotAuthenticated|Forbidden|NotFound|Conflict|Gone|PayloadTooLarge|TooManyRequests|ServiceUnavailable)\(\s*f?"(?:[^"\\]|\\.)*",\s*(?:code=)?"([a-z_]+)"/g

const REFUSALS = [...find(file('core/errors.py'), /default_code = "(\w+)"/g), ...find(all, REFUSAL)]
const FAILURES = [
  ...find(file('services/run_progress.py'), /"(marketplace_\w+)"/g),
  ...find(file('services/dashboard.py'), /Reason\(\s*"(\w+)"/g),
  'run_failed',
  'run_partial',
]

const missing = (codes: string[]) => codes.filter((code) => !(code in catalogue))

describe('the catalogue has a text for', () => {
  it('every code of the engine', () => {
    expect(ENGINE.length).toBeGreaterThan(80)
    expect(missing(ENGINE)).toEqual([])
  })

  it('every refusal of the API', () => {
    expect(REFUSALS.length).toBeGreaterThan(30)
    expect(missing(REFUSALS)).toEqual([])
  })

  it('everything that can go wrong with a run or a reading', () => {
    expect(FAILURES.length).toBeGreaterThan(8)
    expect(missing(FAILURES)).toEqual([])
  })

  it('every piece of evidence', () => {
    expect(
      codesOf('EVIDENCE_CODES').filter((code) => listing.evidence(code) === code.replaceAll('_', ' ')),
    ).toEqual([])
  })

  it.each([
    'price',
    'price_rank',
    'price_limit',
    'seller',
    'wanted',
    'condition',
    'shipping',
    'risk',
    'cap',
    'bound',
  ])('the part of a score %s', (name) => {
    expect(scoreParts(name)).toMatch(/^[A-Z“]/)
  })
})

describe('a sentence', () => {
  it('is whole even when every parameter is missing', () => {
    for (const code of Object.keys(catalogue))
      expect(say({ code }), code).not.toMatch(/undefined|NaN|\[object/)
  })

  it('of a code this version does not know is at least readable', () => {
    expect(say({ code: 'brand_new_rule' })).toBe('Brand new rule')
  })
})
