import { render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { search } from '@/testing/factories/searches'
import { RuleSummary } from './rule-summary'

it('says how often a search is wished for', () => {
  render(<RuleSummary search={search({ check_interval_hours: 24, expected_interval_hours: 24 })} />)
  expect(screen.getByText(/once a day/)).toBeInTheDocument()
})

it('says how often a search really runs where budgets do not suffice', () => {
  render(<RuleSummary search={search({ check_interval_hours: 24, expected_interval_hours: 31 })} />)
  expect(screen.getByText(/about every 31 hours/)).toBeInTheDocument()
})
