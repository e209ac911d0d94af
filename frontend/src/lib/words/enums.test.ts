import { describe, expect, it } from 'vitest'
import schema from '../../../openapi.json'
import { baskets } from './baskets'
import { deals } from './deals'
import { wantlist, holdings } from './holdings'
import { listing } from './listing'
import { runs } from './runs'
import { scores } from './scores'
import { searches } from './searches'
import { sellers } from './sellers'
import { connections } from './settings'

type Property = { enum?: string[]; anyOf?: { enum?: string[] }[]; $ref?: string }
const schemas = schema.components.schemas as unknown as Record<
  string,
  { enum?: string[]; properties?: Record<string, Property> }
>

/** Every value a field of the API can have. */
const valuesOf = (name: string, field: string): string[] => {
  const property = schemas[name]?.properties?.[field]
  const direct = property?.enum ?? property?.anyOf?.flatMap((one) => one.enum ?? [])
  const values = direct?.length ? direct : schemas[property?.$ref?.split('/').at(-1) ?? '']?.enum
  if (!values?.length) throw new Error(`${name}.${field} has no values`)
  return values
}

/** What stands in place of a word when there is none: the code itself. */
const unnamed = (values: string[], word: (code: string) => string) =>
  values.filter((code) => word(code) === code && code.includes('_'))

describe('every value of the API that is shown has a word', () => {
  it.each<[string, string, (code: string) => string]>([
    ['RecommendationOut', 'type', deals.type],
    ['RecommendationOut', 'savings_against', deals.against],
    ['RecommendationOut', 'level', scores.level],
    ['BasketOut', 'status', baskets.status],
    ['PlanOut', 'variant', baskets.variant],
    ['CostPartOut', 'kind', listing.cost],
    ['CostPartOut', 'collector', listing.collector],
    ['FairValueOut', 'basis', listing.basis],
    ['RecordOut', 'level', listing.matchLevel],
    ['ResultOut', 'mark', listing.mark],
    ['ListingOut', 'buying_option', searches.buying],
    ['RunOut', 'status', runs.status],
    ['RunOut', 'stage', runs.stage],
    ['RunOut', 'trigger', runs.trigger],
    ['SearchOut', 'kind', searches.kind],
    ['SyncOut', 'status', holdings.syncStatus],
    ['WantOut', 'source', wantlist.sourceOf],
    ['ConnectionOut', 'status', connections.status],
    ['SellerBriefOut', 'status', sellers.status],
  ])('%s.%s', (name, field, word) => {
    expect(unnamed(valuesOf(name, field), word)).toEqual([])
  })
})
