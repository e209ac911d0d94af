import { locale } from '@/lib/locale'

/** A formatter is dear to make and cheap to use: one of each kind is kept for each locale and set of options. */
const kept = <F, O>(make: (tag: string | undefined, options: O) => F) => {
  const formats = new Map<string, F>()
  return (options: O): F => {
    const key = `${locale() ?? ''} ${JSON.stringify(options)}`
    let format = formats.get(key)
    if (!format) formats.set(key, (format = make(locale(), options)))
    return format
  }
}

export const numberFormat = kept(
  (tag, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(tag, options),
)
export const dateFormat = kept(
  (tag, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(tag, options),
)
export const ageFormat = kept(
  (tag, options: Intl.RelativeTimeFormatOptions) => new Intl.RelativeTimeFormat(tag ?? 'en', options),
)
export const nameFormat = kept(
  (tag, options: Intl.DisplayNamesOptions) => new Intl.DisplayNames(tag ?? 'en', options),
)
