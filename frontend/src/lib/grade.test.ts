import { describe, expect, it } from 'vitest'
import schema from '../../openapi.json'
import { gradeLong, GRADES, gradeShort, gradeTone } from './grade'

const served = schema.components.schemas.Grade.enum

describe('grades', () => {
  it('of the API all have a short name, a long name and a tone', () => {
    for (const grade of served) {
      expect(gradeShort(grade), grade).not.toBe(grade)
      expect(gradeLong(grade), grade).not.toBe(grade)
    }
    expect(new Set(GRADES.map(gradeTone)).size).toBeGreaterThan(3)
  })

  it('are offered best first, and only such as the API takes', () => {
    expect(GRADES[0]).toBe('m')
    expect(GRADES.filter((grade) => !served.includes(grade))).toEqual([])
  })

  it('of a newer server are shown as they come', () => {
    expect(gradeShort('ss')).toBe('ss')
    expect(gradeTone('ss')).toBe('none')
  })
})
