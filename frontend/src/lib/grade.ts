/** Condition codes as the API gives them, in the words collectors use. */
export const GRADES = ['m', 'nm', 'vg_plus', 'vg', 'g_plus', 'g', 'f', 'p'] as const
export type GradeCode = (typeof GRADES)[number] | 'generic' | 'not_graded' | 'no_cover'

const SHORT: Record<GradeCode, string> = {
  m: 'M', nm: 'NM', vg_plus: 'VG+', vg: 'VG', g_plus: 'G+', g: 'G', f: 'F', p: 'P',
  generic: 'Generic', not_graded: 'Not graded', no_cover: 'No cover',
} // prettier-ignore

const LONG: Record<GradeCode, string> = {
  m: 'Mint', nm: 'Near Mint', vg_plus: 'Very Good Plus', vg: 'Very Good', g_plus: 'Good Plus', g: 'Good', f: 'Fair',
  p: 'Poor', generic: 'Generic sleeve', not_graded: 'Not graded', no_cover: 'No cover',
} // prettier-ignore

export type GradeTone = 'top' | 'high' | 'mid' | 'low' | 'poor' | 'none'

const TONE: Record<GradeCode, GradeTone> = {
  m: 'top', nm: 'top', vg_plus: 'high', vg: 'mid', g_plus: 'low', g: 'low', f: 'poor', p: 'poor',
  generic: 'none', not_graded: 'none', no_cover: 'none',
} // prettier-ignore

const known = (code: string): code is GradeCode => code in SHORT

export const gradeShort = (code: string): string => (known(code) ? SHORT[code] : code)
export const gradeLong = (code: string): string => (known(code) ? LONG[code] : code)
export const gradeTone = (code: string): GradeTone => (known(code) ? TONE[code] : 'none')
