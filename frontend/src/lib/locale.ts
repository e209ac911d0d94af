/** The user's locale for numbers, money and dates: the browser's until the profile says otherwise. */
let current: string | undefined

const isWellFormed = (tag: string): boolean => {
  try {
    return Intl.getCanonicalLocales(tag).length > 0
  } catch {
    return false
  }
}

/** "en" says the language only; the browser may know which English. */
const withRegion = (tag: string): string =>
  !tag.includes('-') && navigator.language.startsWith(`${tag}-`) ? navigator.language : tag

export const setLocale = (tag: string | null | undefined): void => {
  current = tag && isWellFormed(tag) ? withRegion(tag) : undefined
}

export const locale = (): string | undefined => current
