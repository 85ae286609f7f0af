import { createSchema, isArraySchemaType, isObjectSchemaType, type SchemaType } from 'sanity'
import { describe, expect, test } from 'vitest'
import { schemaTypes } from './schema.ts'

const schema = createSchema({ name: 'test', types: schemaTypes })
const names = schemaTypes.map(({ name }) => name)
const documents = ['article', 'linkList', 'banner', 'slot', 'placement', 'category', 'author', 'siteSettings']

/** Parts that Sanity itself adds to an image; editors meet them as tools, not as fields. */
const builtIn = new Set(['asset', 'hotspot', 'crop', 'media'])

const typeOf = (name: string): SchemaType => {
  const type = schema.get(name)
  if (!type) throw new Error(`The schema has no type ${name}`)
  return type
}

const fieldsOf = (name: string) => {
  const type = typeOf(name)
  if (!isObjectSchemaType(type)) return []
  return type.fields
    .filter((field) => !builtIn.has(field.name))
    .map(({ name: field, type: { title, description } }) => ({ path: `${name}.${field}`, title, description }))
}

const chinese = /\p{Script=Han}/u

describe('the schema', () => {
  test('compiles without a problem and without an unknown type', () => {
    expect((schema._validation ?? []).flatMap(({ problems }) => problems)).toEqual([])
  })

  test('has the documents and parts of the content model', () => {
    expect(names.filter((name) => schema.get(name)?.type?.name === 'document').toSorted()).toEqual(
      [...documents].toSorted(),
    )
    expect(new Set(names).size).toBe(names.length)
  })

  test('every type is named and explained in zh-TW', () => {
    expect(names.length).toBeGreaterThan(20)
    for (const name of names) {
      expect(typeOf(name), name).toMatchObject({
        title: expect.stringMatching(chinese),
        description: expect.stringMatching(chinese),
      })
    }
  })

  test('every field has a zh-TW title and a sentence that explains it', () => {
    const fields = names.flatMap(fieldsOf)
    expect(fields.length).toBeGreaterThan(70)
    for (const { path, title, description } of fields) {
      expect(title, path).toMatch(chinese)
      expect(description, path).toMatch(/\p{Script=Han}.*。$/u)
    }
  })

  test('every document and every block of the body says in a list what it is', () => {
    const body = typeOf('body')
    const blocks = isArraySchemaType(body) ? body.of.map(({ name }) => name).filter((name) => name !== 'block') : []
    expect(blocks).toEqual(['quotation', 'readMore', 'bodySlot', 'picture'])
    for (const name of [...documents, ...blocks, 'link', 'callToAction']) {
      const preview = typeOf(name).preview
      expect(Object.keys(preview?.select ?? {}), name).not.toEqual([])
      expect(preview?.prepare?.({}), name).toMatchObject({ title: expect.stringMatching(chinese) })
    }
  })

  // It would put a half-filled part into every new document, which could then not be published.
  test('no part of a document brings an initial value of its own', () => {
    const parts = documents.flatMap((name) => {
      const type = typeOf(name)
      return isObjectSchemaType(type) ? type.fields.map((field) => field.type).filter(isObjectSchemaType) : []
    })
    expect(parts.map(({ name }) => name)).toEqual(expect.arrayContaining(['picture', 'source', 'disclosure']))
    expect(
      parts.flatMap(({ name, fields }) =>
        fields.filter(({ type }) => type.initialValue !== undefined).map((field) => `${name}.${field.name}`),
      ),
    ).toEqual([])
  })

  test('no schema file names a React component: types carry no icon and no component of their own', () => {
    expect(schemaTypes.filter((type) => 'icon' in type || 'components' in type)).toEqual([])
  })
})
