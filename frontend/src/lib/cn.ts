import { clsx, type ClassValue } from 'clsx'
import { extendTailwindMerge } from 'tailwind-merge'

const merge = extendTailwindMerge({ extend: { classGroups: { 'font-size': [{ text: ['2xs'] }] } } })

/** Class names joined; of two that contradict each other the last wins. */
export const cn = (...classes: ClassValue[]): string => merge(clsx(classes))
