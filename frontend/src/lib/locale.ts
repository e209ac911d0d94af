/** The user's locale for numbers, money and dates: the browser's until the profile says otherwise. */
let current: string | undefined

const supported = (tag: string): boolean => {
  try {
    return Intl.NumberFormat.supportedLocalesOf(tag).length > 0
  } catch {
    return false // not a well-formed language tag
  }
}

/** "en" says the language only; the browser may know which English. */
const withRegion = (tag: string): string =>
  !tag.includes('-') && navigator.language.startsWith(`${tag}-`) ? navigator.language : tag

export const setLocale = (tag: string | null | undefined): void => {
  current = tag && supported(tag) ? withRegion(tag) : undefined
}

export const locale = (): string | undefined => current
