import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import * as z from 'zod/mini'
import { Age } from '@/components/age/age'
import { SourceBadge } from '@/components/source/source-badge'
import { Button } from '@/components/ui/button'
import { CopyField } from '@/components/ui/copy-field'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { Input } from '@/components/ui/input'
import { showServerErrors } from '@/hooks/form-errors'
import { notifyDone } from '@/lib/notify'
import { admin as t } from '@/lib/words/admin'
import { say } from '@/lib/words/say'
import { setAppConfig, testAppConfig, type AppConfig } from '@/services/admin'

const text = z.string().check(z.trim(), z.maxLength(512))
const schema = z.object({
  key: text,
  secret: text,
  redirect: text,
  verification_token: z.string().check(
    z.trim(),
    z.refine((token) => token === '' || /^[\w-]{32,80}$/.test(token), t.verificationWrong),
  ),
})

const Standing = ({ config }: { config: AppConfig }) => {
  const { mutate, isPending, data } = useMutation(testAppConfig(config.marketplace))
  const error = data?.error ?? config.test_error
  return (
    <div className="flex flex-wrap items-center gap-3 text-sm">
      <Button busy={isPending} disabled={!config.has_key} onClick={() => mutate()}>
        {t.test}
      </Button>
      <span role="status" className={error ? 'text-bad' : 'text-good'}>
        {error ? say(error) : (data?.ok ?? config.tested_at !== null) ? t.works : ''}
      </span>
      {config.tested_at && (
        <span className="text-xs text-ink-soft">
          {t.tested} <Age at={config.tested_at} />
        </span>
      )}
    </div>
  )
}

/** One marketplace's application credentials. Secrets are written, never read back. */
export const CredentialsForm = ({ config }: { config: AppConfig }) => {
  const isEbay = config.marketplace === 'ebay'
  const save = useMutation(setAppConfig(config.marketplace))
  const form = useForm({
    resolver: zodResolver(schema),
    defaultValues: { key: '', secret: '', redirect: config.redirect, verification_token: '' },
  })
  const submit = form.handleSubmit(async ({ redirect, ...given }) => {
    const filled = Object.fromEntries(Object.entries(given).filter(([, value]) => value))
    try {
      await save.mutateAsync({ ...filled, ...(isEbay ? { redirect } : {}) })
      notifyDone(t.saved)
      form.reset({ key: '', secret: '', redirect, verification_token: '' })
    } catch (error) {
      showServerErrors(error, form)
    }
  })
  const { errors, isSubmitting } = form.formState
  return (
    <form
      noValidate
      aria-label={`${t.credentials}: ${config.label}`}
      onSubmit={(event) => void submit(event)}
      className="grid gap-3 rounded-lg border border-line bg-surface p-4"
    >
      <SourceBadge marketplace={config.marketplace} className="w-fit" />
      <FormError message={errors.root?.message} />
      <Field
        label={isEbay ? t.clientId : t.key}
        hint={config.key_hint ? t.kept(config.key_hint) : undefined}
        error={errors.key?.message}
      >
        {(control) => <Input {...control} autoComplete="off" {...form.register('key')} />}
      </Field>
      <Field
        label={t.secret}
        hint={config.has_secret ? t.keptSecret : undefined}
        error={errors.secret?.message}
      >
        {(control) => (
          <Input {...control} type="password" autoComplete="new-password" {...form.register('secret')} />
        )}
      </Field>
      {isEbay && (
        <>
          <Field label={t.ruName} error={errors.redirect?.message}>
            {(control) => <Input {...control} autoComplete="off" {...form.register('redirect')} />}
          </Field>
          <Field
            label={t.verification}
            hint={config.has_verification_token ? t.keptSecret : t.verificationHint}
            error={errors.verification_token?.message}
          >
            {(control) => <Input {...control} autoComplete="off" {...form.register('verification_token')} />}
          </Field>
        </>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" variant="primary" busy={isSubmitting}>
          {t.save}
        </Button>
        <Standing config={config} />
      </div>
      <p className="text-xs text-ink-soft">{t.callback}</p>
      <CopyField label={`${t.callback}: ${config.label}`} value={config.callback_url} />
      {config.notice_url && (
        <>
          <p className="text-xs text-ink-soft">{t.notice}</p>
          <CopyField label={t.notice} value={config.notice_url} />
        </>
      )}
    </form>
  )
}
