import { expect, test } from 'vitest'
import { schemaTypes } from '../schema.ts'
import { icons, withIcons } from './icons.ts'

// The types of @sanity/icons name signs that its root does not export: only running shows a missing one.
test('every sign is there, and every type of the list but the plain ones has one', () => {
  const types = withIcons(schemaTypes)
  expect(types.filter((type) => !type.icon).map(({ name }) => name)).toEqual(['body', 'plainBody', 'disclosure'])
  expect(Object.values(icons).filter((icon) => !icon)).toEqual([])
  expect(Object.keys(icons).filter((name) => !schemaTypes.some((type) => type.name === name))).toEqual([])
})
