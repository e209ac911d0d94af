import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { InlineEdit } from '@/components/inline-edit/inline-edit'
import { Input, Select } from '@/components/ui/input'
import { messageOf } from '@/hooks/form-errors'
import { useUser } from '@/hooks/use-auth'
import { countries, countryName } from '@/lib/countries'
import { setLocale } from '@/lib/locale'
import { CURRENCIES, currencyName } from '@/lib/money'
import { notifyDone } from '@/lib/notify'
import { settings as t } from '@/lib/words/settings'
import { updateProfile, type ProfileChanges, type User } from '@/services/auth'
import { EmailEdit } from './email-edit'

/** Saves one field; gives back what is wrong, in words. */
const useSave = () => {
  const { mutateAsync } = useMutation(updateProfile())
  return async (changes: ProfileChanges): Promise<string | undefined> => {
    try {
      const user = await mutateAsync(changes)
      setLocale(user.locale)
      notifyDone(t.saved, { id: 'profile' })
    } catch (error) {
      return messageOf(error)
    }
  }
}

export const Profile = () => {
  const user = useUser()
  const save = useSave()
  const [isChangingEmail, setChangingEmail] = useState(false)
  return (
    <div>
      <InlineEdit label={t.name} value={user.display_name} onSave={(name) => save({ display_name: name })}>
        {(control) => <Input {...control} maxLength={100} autoComplete="name" />}
      </InlineEdit>
      <EmailEdit isOpen={isChangingEmail} onOpenChange={setChangingEmail} />
    </div>
  )
}

const LOCALES = [
  'en-GB',
  'en-US',
  'de-DE',
  'fr-FR',
  'es-ES',
  'it-IT',
  'nl-NL',
  'pl-PL',
  'pt-PT',
  'sv-SE',
  'da-DK',
  'ja-JP',
]

const localeName = (tag: string) => new Intl.DisplayNames('en', { type: 'language' }).of(tag) ?? tag

interface Choice {
  field: keyof ProfileChanges & keyof User
  label: string
  options: () => { value: string; label: string }[]
}

const CHOICES: Choice[] = [
  { field: 'country', label: t.country, options: () => countries().map(({ code, name }) => ({ value: code, label: name })) },
  { field: 'currency', label: t.currency, options: () => CURRENCIES.map((code) => ({ value: code, label: currencyName(code) })) },
  { field: 'grading_table', label: t.grading, options: () => t.gradings.map((code) => ({ value: code, label: t.gradingOf(code) })) },
  { field: 'locale', label: t.locale, options: () => LOCALES.map((tag) => ({ value: tag, label: localeName(tag) })) },
  { field: 'timezone', label: t.timezone, options: () => Intl.supportedValuesOf('timeZone').map((zone) => ({ value: zone, label: zone })) },
] // prettier-ignore

const shown = (field: string, value: string): string => {
  if (field === 'country') return countryName(value)
  if (field === 'currency') return currencyName(value)
  if (field === 'grading_table') return t.gradingOf(value)
  return field === 'locale' && value ? localeName(value) : value
}

const withCurrent = (options: { value: string; label: string }[], value: string) =>
  options.some((option) => option.value === value) ? options : [{ value, label: value }, ...options]

export const Preferences = () => {
  const user = useUser()
  const save = useSave()
  return (
    <div>
      {CHOICES.map(({ field, label, options }) => {
        const value = String(user[field] ?? '')
        return (
          <InlineEdit
            key={field}
            label={label}
            value={value}
            shown={shown(field, value)}
            onSave={(next) => save({ [field]: next })}
          >
            {(control) => (
              <Select {...control}>
                {withCurrent(options(), value).map((option) => (
                  <option key={option.value} value={option.value}>
                    {option.label}
                  </option>
                ))}
              </Select>
            )}
          </InlineEdit>
        )
      })}
      <InlineEdit
        label={t.postal}
        value={user.postal_code ?? ''}
        hint={t.postalHint}
        onSave={(code) => save({ postal_code: code || null })}
      >
        {(control) => <Input {...control} maxLength={12} autoComplete="postal-code" />}
      </InlineEdit>
    </div>
  )
}
