import { expect, LONG, test } from './support/journey'
import { look } from './support/look'

for (const { decision, button, note } of [
  { decision: 'confirm', button: 'Yes, this record', note: 'Confirmed.' },
  { decision: 'reject', button: 'No, another one', note: 'Noted.' },
])
  test(`${decision} what record a listing is`, async ({ page, asNewcomer }) => {
    const search = await asNewcomer.createSearch('giant steps')
    await asNewcomer.untilSearched(search.id)
    const { items } = await asNewcomer.results(search.id)
    const result = items.find(({ match }) => match?.record.level === 'release')
    if (!result) throw new Error('some listing of a well-known album is claimed to be one pressing')

    await page.goto(`/searches/${search.id}?tab=listings&listing=${result.id}`)
    const sheet = page.getByRole('dialog')
    const match = sheet.getByRole('region', { name: 'Which record this is' })
    await expect(match).toContainText('this pressing')
    await match.getByText('Evidence of the match').first().click()
    await look(page, 'match-evidence')
    await sheet.getByRole('button', { name: button }).click()
    await expect(page.getByText(note)).toBeVisible()
    if (decision === 'confirm') await expect(match.getByText('Confirmed by you.')).toBeVisible()
    else await expect(match).toContainText(/this album|Not matched|same artist/, { timeout: LONG })
  })
