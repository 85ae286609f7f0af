import { formatQueryParseError, type QueryParseError } from '@sanity/client'
import fc from 'fast-check'
import { parse } from 'groq-js'
import { describe, expect, test } from 'vitest'
import { resultOf } from './evaluate.ts'
import { tokensOf } from './lexer.ts'
import { matchDocument } from './match.ts'
import { makeView } from './perspective.ts'
import { parseQuery, prepare } from './prepare.ts'
import { QUERY_LIMITS } from './query-text.ts'
import { isFilter } from './rights.ts'
import { syntaxFaultOf } from './syntax.ts'
import { stored } from './testing.ts'
import { LakeError } from './types.ts'

const refusal = (query: string, params: Record<string, unknown> = {}): LakeError => {
  try {
    prepare(query, params)
  } catch (error) {
    if (error instanceof LakeError) return error
    throw error
  }
  throw new Error(`It was taken: ${query.slice(0, 80)}`)
}

const end = 'unexpected end-of-file, expected'

describe('where a query goes wrong', () => {
  test.each([
    ['*[_type == ', `${end} expression`, 10, 11],
    ['*[_type == "event]', String.raw`unexpected token "\"event]", expected expression`, 11, 18],
    ['*[_type == "event" &&\n  date > now())\n]{a}', 'unexpected token ")", expected "]"', 36, 37],
    ['1 + ', `${end} expression`, 3, 4],
    ['', `${end} expression`, 0, 0],
    ['foo(', `${end} expression`, 4, 4],
    ['foo(1', `${end} "," or ")"`, 5, 5],
    ['*[a', `${end} "]"`, 3, 3],
    ['*[a=1]', 'unexpected token "=", expected "]"', 3, 4],
    ['1 1', 'unexpected token "1", expected the end of the query', 2, 3],
    ['{"a": }', 'unexpected token "}", expected expression', 6, 7],
    ['{"a" 1}', 'unexpected token "1", expected "," or "}"', 5, 6],
    ['*[0..]', 'unexpected token "]", expected expression', 5, 6],
    ['*.', `${end} an attribute`, 2, 2],
    ['*|', `${end} a function`, 2, 2],
    ['a in (1..', `${end} expression`, 9, 9],
    ['今', 'unexpected token "今", expected expression', 0, 1],
    ['a ? b', 'unexpected token "?", expected the end of the query', 2, 3],
    ['fn a::b(x) = $x{a}; 1', 'unexpected token "x", expected a parameter', 8, 9],
    ['// only a comment', `${end} expression`, 0, 17],
    ['[1] + nope(2)', 'Undefined function: nope', 6, 10],
    ['"nope()" + math::nope(2)', 'Undefined function: nope', 11, 21],
    ['1 + nope::f(2)', 'Undefined namespace: nope', 4, 8],
    ['* | nope(a)', 'Undefined pipe function: nope', 4, 8],
    ['count(a) + count()', 'Incorrect number of arguments to function count(). Expected 1, got 0.', 11, 16],
    ['"$a" + $a', 'param $a referenced, but not provided', 7, 9],
    ['[a desc]', 'unexpected desc', 3, 7],
  ])('%s', (query, description, from, to) => {
    const { status, detail } = refusal(query)
    expect([status, detail]).toEqual([400, { type: 'queryParseError', description, query, start: from, end: to }])
  })

  test('the client draws it', () => {
    const { detail } = refusal('*[\n  _type == "event" &&\n  date > now())\n] {\n  title\n}')
    const lines = formatQueryParseError(detail as unknown as QueryParseError).split('\n')
    expect(lines[3]).toBe('> 3 |   date > now())')
    // It draws one column too far to the left, whatever the place.
    expect(lines[4]).toBe(`    |${' '.repeat(14)}^ unexpected token ")", expected "]"`)
  })

  const piece = fc.constantFrom(
    '*',
    '[',
    ']',
    '{',
    '}',
    '(',
    ')',
    '"a"',
    'a',
    'in',
    'match',
    '1',
    '.',
    '..',
    '...',
    '->',
    '==',
    '&&',
    '|',
    'order',
    '$p',
    '^',
    '@',
    ',',
    ':',
    '::',
    '!',
    '-',
    '=>',
    'asc',
    ' ',
    '//c\n',
  )

  test('whatever groq-js takes, the grammar of its errors takes too', () => {
    const taken = [
      '*[_type == "a" && b in c[].d]{..., "x": y->{z}, a => {b}, "t": select(a => b, c)} | order(a asc, b desc)[0...$p]',
      '*[a in 1..2 && b in (1...3) || c match "x"].a[0]->b.c[d][] | score(boost(a, 2)) | {e}',
      '^.^.a + @.b - -1 ** 2',
      'diff::changedAny(a, b, (c, d.e))',
      'fn a::b($x) = $x[]->{c}; a::b(*)',
      '[...a, 1,]',
      '{"a": 1,}',
      'count(*,)',
      'a.(b)',
    ]
    const isTaken = (query: string) => {
      try {
        parse(query, { params: { p: 1 } })
        return true
      } catch {
        return false
      }
    }
    for (const query of taken.filter(isTaken)) expect(syntaxFaultOf(query, tokensOf(query)), query).toBeNull()
    expect(taken.filter(isTaken).length).toBeGreaterThan(6)
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 9 }).map((pieces) => pieces.join(' ')),
        (query) => {
          if (isTaken(query)) expect(syntaxFaultOf(query, tokensOf(query)), query).toBeNull()
        },
      ),
      { numRuns: 1000 },
    )
  })

  test('any text is a query or a 400', () => {
    let refused = 0
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 30 }),
          fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
        ),
        (query) => {
          try {
            resultOf(prepare(query, { p: 1 }), {
              view: makeView('raw', [stored({ _id: 'a', _type: 't', a: [1] })]),
              now: new Date(0),
              identity: '',
            })
          } catch (error) {
            if (!(error instanceof LakeError) || error.status !== 400) throw error
            refused += 1
          }
        },
      ),
      { numRuns: 500 },
    )
    expect(refused).toBeGreaterThan(100)
  })
})

describe('bounds', () => {
  const many = 100_000
  test.each<[string, string]>([
    ['brackets', '['.repeat(many)],
    ['closed brackets', '('.repeat(many / 2) + ')'.repeat(many / 2)],
    ['filters', 'a['.repeat(many / 2)],
    ['objects', '{"a":'.repeat(many / 5)],
    ['functions', 'count('.repeat(many / 6)],
    ['not', `${'!'.repeat(many - 1)}a`],
    ['minus', `${'- '.repeat(many / 2 - 1)}1`],
    ['powers', `1${'**1'.repeat(many / 3 - 1)}`],
    ['parents', `^${'.^'.repeat(many / 2 - 1)}`],
    ['sums', `1${'+1'.repeat(many / 2 - 1)}`],
    ['conditions', `a${'||a'.repeat(3_000)}`],
    ['attributes', `a${'.a'.repeat(4_000)}`],
    ['pipes', `*${'|order(a)'.repeat(1_500)}`],
    ['a list', `[${'1,'.repeat(many / 2 - 1)}]`],
    ['strings', '"'.repeat(many)],
    ['length', ' '.repeat(many + 1)],
    [
      'functions of functions',
      `fn a::a0($x) = $x{a};${Array.from({ length: 30 }, (_, index) => `fn a::a${index + 1}($x) = $x{"b": a::a${index}(b), "c": a::a${index}(c)};`).join('')}a::a30(@)`,
    ],
    ['functions in a circle', 'fn a::a($x) = $x{"b": a::b(b)};fn a::b($x) = $x{"b": a::a(b)};a::a(@)'],
  ])('too many %s are refused', async (_name, query) => {
    const { status, detail } = refusal(query)
    expect([status, detail.type]).toEqual([400, 'queryParseError'])
    await expect(
      matchDocument({ query, params: {}, before: null, after: null, now: new Date(0) }),
    ).rejects.toMatchObject({ status: 400 })
    expect(isFilter(query)).toBe(false)
  })

  test('what people write is far below them', () => {
    const depth = QUERY_LIMITS.depth / 2 - 1
    const document = stored({ _id: 'a', _type: 't', n: 1 })
    const resultFor = (query: string) =>
      resultOf(prepare(query, {}), { view: makeView('raw', [document]), now: new Date(0), identity: '' })
    expect(resultFor(`${'['.repeat(depth)}1${']'.repeat(depth)}[0]`)).toBeTruthy()
    expect(
      resultFor(`count(*[${Array.from({ length: 500 }, (_, index) => `_id == "${index}"`).join(' || ')} || n == 1])`),
    ).toBe(1)
    expect(resultFor(`count([${'"drafts.0123456789",'.repeat(2_000)}])`)).toBe(2_000)
    expect(resultFor(`${'1 - '.repeat(300)}1`)).toBe(-299)
  })

  test('lookups within lookups do not double', () => {
    const query = `${'*[_type == "t" && x._ref == ^._id && count('.repeat(12)}*[_type == "t"]${') > 0]'.repeat(12)}`
    expect(JSON.stringify(prepare(query, {}).tree).length).toBeLessThan(100_000)
  })

  test('match within match does not double', () => {
    const query = `${'('.repeat(30)}"a"${' match "a")'.repeat(30)}`
    expect(JSON.stringify(prepare(query, {}).tree).length).toBeLessThan(100_000)
  })

  test('a parameter as deep as the answer of a client is walked over without a stack', () => {
    let deep: unknown = 1
    for (let level = 0; level < many; level++) deep = [deep]
    expect(parseQuery('$p', { p: deep }).type).toBe('Value')
  })
})
