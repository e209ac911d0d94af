import { nameFormat } from '@/lib/formats'
import { locale } from '@/lib/locale'

/** ISO 3166 alpha-2 codes records are commonly sent to or from. */
const CODES = (
  'AR AT AU BE BG BR CA CH CL CN CO CY CZ DE DK EE ES FI FR GB GR HK HR HU IE IL IN IS IT JP KR LT LU LV MT MX MY NL ' +
  'NO NZ PE PH PL PT RO RS RU SE SG SI SK TH TR TW UA US UY ZA'
).split(' ')

const nameIn = (code: string): string => {
  try {
    return nameFormat({ type: 'region' }).of(code) ?? code
  } catch {
    return code // not a country code
  }
}

/** Looked up once for each locale: a long list says it in every row. */
const names = new Map<string, string>()

export const countryName = (code: string): string => {
  const key = `${locale() ?? ''} ${code}`
  let name = names.get(key)
  if (name === undefined) names.set(key, (name = nameIn(code)))
  return name
}

export const countries = (): { code: string; name: string }[] =>
  CODES.map((code) => ({ code, name: countryName(code) })).sort((a, b) => a.name.localeCompare(b.name))

const CURRENCY_OF: Record<string, string> = {
  US: 'USD', GB: 'GBP', AU: 'AUD', BR: 'BRL', CA: 'CAD', CH: 'CHF', CZ: 'CZK', DK: 'DKK', HU: 'HUF', JP: 'JPY',
  MX: 'MXN', NO: 'NOK', NZ: 'NZD', PL: 'PLN', SE: 'SEK', ZA: 'ZAR',
} // prettier-ignore

/** The currency most people in a country think in; what the registration form proposes. */
export const currencyOf = (country: string): string => CURRENCY_OF[country] ?? 'EUR'

/** A first guess from the browser's language, e.g. "DE" from "de-DE". */
export const guessCountry = (language: string = navigator.language): string => {
  const region = new Intl.Locale(language).maximize().region
  return region && CODES.includes(region) ? region : 'US'
}
