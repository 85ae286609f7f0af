import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { evaluateSync, parse, toJS } from 'groq-js'
import { describe, expect, test } from 'vitest'
import { answer } from './evaluate.ts'
import { makeView } from './perspective.ts'
import { prepare } from './prepare.ts'
import { stored } from './testing.ts'
import { LakeError } from './types.ts'

const view = makeView(
  'raw', // releases are not among what is published
  [
    stored({ _id: 'a', _type: 'probe', name: '林岸', n: 1, at: '2026-03-02T07:00:00+08:00', tags: ['x', 'a.b'] }),
    stored({ _id: 'b', _type: 'probe', name: 'ＡＩ研究室', n: 2, at: '2026-03-02T00:30:00Z' }),
    stored({ _id: 'c', _type: 'probe', name: '𠮷野', n: 3, at: '2026-13-01T00:00:00Z' }),
    stored({ _id: 'd', _type: 'other', name: 7 }),
    stored({ _id: 'drafts-old', _type: 'id' }),
    stored({ _id: 'x.y', _type: 'id' }),
    stored({ _id: 'xzy', _type: 'id' }),
    stored({ _id: '_.releases.r', _type: 'system.release', name: 'r' }),
  ].toSorted((left, right) => (left._id < right._id ? -1 : 1)),
)
const now = new Date('2026-03-02T00:00:00.000Z')

const ask = async (query: string, params: Record<string, unknown> = {}): Promise<unknown> =>
  (
    await answer(prepare(query, params), {
      view,
      now,
      identity: 'me',
      sanity: { projectId: 'lakeside', dataset: 'production' },
    })
  ).result

const refusal = async (query: string, params: Record<string, unknown> = {}): Promise<LakeError['detail']> => {
  const error = await ask(query, params).then(
    (result) => new Error(`It was answered: ${JSON.stringify(result)}`),
    (thrown: unknown) => thrown,
  )
  if (error instanceof LakeError && error.status === 400) return error.detail
  throw error
}

const answers = (cases: readonly (readonly [string, unknown])[]) =>
  test.each(cases)('%s', async (query, expected) => expect(await ask(query)).toEqual(expected))

describe('texts are in the order of code points', () => {
  const up = ['林岸', 'ＡＩ研究室', '𠮷野']
  answers([
    ['*[_type == "probe"] | order(name asc).name', up],
    ['*[_type == "probe"] | order(name desc).name', up.toReversed()],
    ['*[_type == "probe"] | order(lower(name)).name', up],
    ['*[_type == "probe"] | order(upper(name) desc).name', up.toReversed()],
    ['*[_type == "probe"] | order(_type, name desc).name', up.toReversed()],
    ['*[_type == "probe"] | order(select(true => name)).name', up],
    ['*[_type == "probe"] | order(select(true => name) desc, n).name', up.toReversed()],
    ['*[_type in ["probe", "other"]] | order(name).name', [7, ...up]],
    ['*[_type == "probe"]{"t": [name]} | order(t[0]).t[0]', up],
    ['["😀", "ｱ", "가"] | order(@)', ['가', 'ｱ', '😀']],
    ['["😀", "ｱ", "가", 2, null, true] | order(@ desc)', [null, true, '😀', 'ｱ', '가', 2]],
    ['"𠮷" > "Ａ"', true],
    ['"𠮷" >= "Ａ"', true],
    ['"𠮷" < "Ａ"', false],
    ['"Ａ" <= "𠮷"', true],
    ['"Ａ" in "林".."𠮷"', true],
    ['"𠮷" in "林"..."Ａ"', false],
    ['*[_type == "probe" && name > "Ａ"].name', ['ＡＩ研究室', '𠮷野']],
    ['*[_type == "probe" && select(true => name) > "Ａ"].name', ['ＡＩ研究室', '𠮷野']],
    ['*[_type == "probe"]{"over": name > "Ａ"}.over', [false, true, true]],
    ['*[_type == "probe" && name > *[_id == "b"][0].name].name', ['𠮷野']],
    ['*[_type == "probe"][name > "Ａ"].name', ['ＡＩ研究室', '𠮷野']],
    ['["ＡＩ", "𠮷野", "a"][@ > "Ａ"]', ['ＡＩ', '𠮷野']],
  ])

  const codePoints = (text: string) => [...text].map((character) => character.codePointAt(0) ?? 0)
  const below = (left: string, right: string): boolean => {
    const [a, b] = [codePoints(left), codePoints(right)]
    const index = a.findIndex((code, at) => code !== b[at])
    return index === -1 ? a.length < b.length : b[index] !== undefined && (a[index] ?? 0) < b[index]
  }
  const character = fc.constantFrom('a', 'b', '\ud7ff', '\ue000', 'Ａ', '\uffff', '😀', '𠮷', '\u{10ffff}', '林')
  const text = fc.array(character, { maxLength: 4 }).map((characters) => characters.join(''))

  test('any two texts, in a filter, in a projection and in an order', async () => {
    await fc.assert(
      fc.asyncProperty(text, text, async (left, right) => {
        const document = stored({ _id: 'one', _type: 't', left, right })
        const asked = async (query: string) =>
          (await answer(prepare(query, {}), { view: makeView('raw', [document]), now, identity: '' })).result
        expect(
          await asked(
            '[count(*[left < right]) == 1, *[0].left < *[0].right, *[0]{"v": select(true => left) < right}.v]',
          ),
        ).toEqual(Array(3).fill(below(left, right)))
        const sorted = below(right, left) ? [right, left] : [left, right]
        expect(await asked('[*[0].left, *[0].right] | order(@)')).toEqual(sorted)
        expect(await asked('[*[0].left, *[0].right] | order(select(true => @))')).toEqual(sorted)
      }),
      { numRuns: 200 },
    )
  })
})

test('a source map follows what is ordered, by a field, by a reference, and after a projection', async () => {
  const documents = [
    ['a', '林'],
    ['b', 'Ａ'],
    ['c', '𠮷'],
  ].map(([id = '', name]) => stored({ _id: id, _type: 't', name, to: { _ref: 'b' } }))
  for (const query of [
    '*[_type == "t"] | order(name desc){name}',
    '*[_type == "t"]{name} | order(name desc)',
    '*[_type == "t"] | order(to->name, name desc){name}',
    '*[_type == "t"] | order(select(true => ^.x), name desc){name}',
  ]) {
    const { sourceMap } = await answer(
      prepare(query, {}),
      { view: makeView('raw', documents), now, identity: '' },
      'index',
    )
    expect(
      sourceMap?.documents.map(({ _id }) => _id),
      query,
    ).toEqual(['c', 'b', 'a'])
  }
})

describe('instants', () => {
  test.each([
    '2026-02-30T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2025-02-29T00:00:00Z',
    '1900-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-01-00T00:00:00Z',
    '2026-01-32T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T24:00:00.000+01:00',
    '2026-01-01T25:00:00Z',
    '2026-01-01T00:60:00Z',
    '2026-01-01T00:00:60Z',
    '2026-01-01T00:00:00+24:00',
    '2026-01-01T00:00:00+01:60',
    '2026-01-01',
    '2026-01-01T00:00:00',
    '2026-01-01 00:00:00Z',
    '…',
    '',
  ])('"%s" is none: null, and whatever is computed from it', async (at) => {
    const query =
      '{"v": dateTime($at), "known": dateTime($text), "sum": dateTime($at) + 1, "less": dateTime($at) < dateTime("2026-01-01T00:00:00Z"), "text": string(dateTime($at)), "defined": defined(dateTime($at)), "field": *[_id == "a"]{"at": $at}{"v": dateTime(at)}[0].v}'
    expect(await ask(query, { at, text: '2026-01-01T00:00:00Z' })).toEqual({
      v: null,
      known: '2026-01-01T00:00:00Z',
      sum: null,
      less: null,
      text: null,
      defined: false,
      field: null,
    })
  })

  answers([
    ['dateTime("2024-02-29T23:59:59.5+08:00")', '2024-02-29T15:59:59.500Z'],
    ['dateTime("2000-02-29T00:00:00Z")', '2000-02-29T00:00:00Z'],
    ['dateTime(dateTime("2026-01-31T00:00:00Z"))', '2026-01-31T00:00:00Z'],
    ['dateTime("2026-01-01T00:00:00-23:59")', '2026-01-01T23:59:00Z'],
    ['now()', '2026-03-02T00:00:00.000Z'],
    ['dateTime(now()) == dateTime::now()', true],
    ['dateTime("2026-01-01T00:00:00Z") + 60', '2026-01-01T00:01:00Z'],
    ['dateTime("2026-01-01T00:00:00Z") - dateTime("2025-12-31T23:59:00Z")', 60],
    ['dateTime("2026-01-01T00:00:00Z") + 1e300', null],
    ['dateTime("9999-12-31T23:59:59Z") + 1', null],
    ['string(dateTime("2026-01-01T00:00:00Z") + 1e300)', null],
    [
      '[{"d": dateTime("2026-01-01T00:00:00Z")}]{"sum": d + 1e300, "ok": d + 1, "list": [1] + [2], "text": "a" + "b"}',
      [{ sum: null, ok: '2026-01-01T00:00:01Z', list: [1, 2], text: 'ab' }],
    ],
    [
      'array::unique([dateTime("2026-01-01T00:00:00Z"), dateTime("2026-01-01T01:00:00+01:00")])',
      ['2026-01-01T00:00:00Z'],
    ],
    ['dateTime("2026-01-01T01:00:00+01:00") in [dateTime("2026-01-01T00:00:00Z")]', true],
    // An instant with a zone is where it is, one that does not exist stands where a missing one stands: last going up, first going down.
    ['*[_type in ["probe", "other"]] | order(dateTime(at), _id)._id', ['a', 'b', 'c', 'd']],
    ['*[_type in ["probe", "other"]] | order(dateTime(at) desc, _id)._id', ['c', 'd', 'b', 'a']],
    ['*[_type == "probe" && dateTime(at) > dateTime("2026-03-02T00:00:00Z")]._id', ['b']],
    ['*[_type == "probe" && dateTime(at) <= dateTime(now())]._id', ['a']],
    ['*[_type == "probe" && !(dateTime(at) > dateTime::now())]._id', ['a']],
    ['*[_type == "probe" && coalesce(dateTime(at) > dateTime(now()), true)]._id', ['b', 'c']],
    ['*[_type == "probe" && !defined(dateTime(at))]._id', ['c']],
    ['*[_type == "probe"]{"at": dateTime(at)}.at', ['2026-03-01T23:00:00Z', '2026-03-02T00:30:00Z', null]],
    [
      '*[_type == "probe" && dateTime(at) in dateTime("2026-03-01T00:00:00Z")..dateTime("2026-03-02T00:00:00Z")]._id',
      ['a'],
    ],
  ])

  test('every instant that JavaScript writes is read as it is', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.date({
          min: new Date('0000-01-01T00:00:00Z'),
          max: new Date('9999-12-31T23:59:59.999Z'),
          noInvalidDate: true,
        }),
        async (date) => {
          expect(await ask('dateTime($at) - dateTime("1970-01-01T00:00:00Z")', { at: date.toISOString() })).toBeCloseTo(
            date.getTime() / 1000,
            3,
          )
        },
      ),
      { numRuns: 200 },
    )
  })
})

describe('what groq-js answers wrongly', () => {
  answers([
    ['array::unique([null, null])', [null]],
    ['array::unique(*[].none)', [null]],
    [
      'array::unique([{"a": 42}, {"a": 42}, [1], [1], 1, "1", 1, true, true])',
      [{ a: 42 }, { a: 42 }, [1], [1], 1, '1', true],
    ],
    ['array::unique("text")', null],
    ['path("a.b") in path("a.*")', true],
    ['path("a.b.c") in path("a.**")', true],
    ['path("a.b.c") in path("a.*")', false],
    ['path("a.b.c") in path("b.**")', false],
    ['*[_type == "id" && path(_id) in path("*")]._id', ['drafts-old', 'xzy']],
    ['path("string") == path("string")', true],
    ['path("string") != path("abc")', true],
    ['*[_id in path("drafts.**")]._id', []],
    ['*[_id in path("x.y")]._id', ['x.y']],
    ['*[_id in path("x.*")]._id', ['x.y']],
    ['*[_id in path("*.y")]._id', ['x.y']],
    ['count(*[_id in path("**")])', 8],
    ['"a1" in path("a.**")', false],
    ['"a" in path("a.**")', false],
    ['"a.b.c.d" in path("a.**.d")', true],
    ['"a.d" in path("a.**.d")', false],
    ['"abc" in path("a*")', false],
    ['*[_id in path("5-**")]', []],
    ['*[_id == "a"]{"p": "x.y" in path(select(true => "x.*"))}[0].p', true],
    ['"x" in path(7)', null],
    ['1 + 1 // the end', 2],
    ['// the beginning\n2', 2],
    ['"//"', '//'],
    ['fnord == null // an attribute', true],
    ['fn a::b($x) = $x{name}; a::b(*[_id == "b"][0])', { name: 'ＡＩ研究室' }],
    [String.raw`"\u{1F30A}\u{22}\u{5c}\u{6797}"`, '🌊"\\林'],
    [String.raw`"\ud83c\udf0a" + '\u{1f30a}\n'`, '🌊🌊\n'],
    ['releases::all(){name}', [{ name: 'r' }]],
    ['releases::all().name', ['r']],
    ['releases::all()[name == "r"]{name}[0]', { name: 'r' }],
    ['count(releases::all())', 1],
    [
      '*[_type == "probe"] | score(boost(n == 1, 2), boost(n == 2, 0 - 1)) {_id, _score}',
      [
        { _id: 'a', _score: 3 },
        { _id: 'b', _score: 0 },
        { _id: 'c', _score: 0 },
      ],
    ],
    ['*[_type == "probe"] | score((boost((name match "林岸"), 5)))[0]._id', 'a'],
    ['*[0...2] | score(n == 1)[0]._id', 'a'],
    ['"éxü" match "é.ü"', false],
    ['"é.ü" match "é.ü"', true],
  ])

  test.each([
    ['*{foo} | score(a == 1)', 'score()', 'score'],
    ['*[0] | score(a == 1)', 'score()', 'score'],
    ['*[_type == "probe"]{name} | score(name match "x")', 'score()', 'score'],
    ['* | score(boost(true, -1))', 'boost()', 'boost'],
    ['{"x": 2, "hasOwnProperty": 1}{x}', 'hasOwnProperty', '"hasOwnProperty"'],
    ['*{"__proto__": _id}', '__proto__', '"__proto__"'],
    [String.raw`"ok" + "\x41"`, String.raw`\x`, String.raw`\x`],
    [String.raw`"\q"`, String.raw`\q`, String.raw`\q`],
    [String.raw`"\u{110000}"`, String.raw`\u{110000}`, String.raw`\u{110000}`],
    [String.raw`"\u12"`, String.raw`\u`, String.raw`\u`],
    [String.raw`"\ud83c"`, 'half of a character', String.raw`\ud83c`],
    [String.raw`"\udf0a"`, String.raw`\udf0a`, String.raw`\udf0a`],
  ])('%s is refused by name', async (query, named, marked) => {
    const { type, description, start, end } = await refusal(query)
    expect(type).toBe('queryParseError')
    expect(description).toContain(named)
    expect(query.slice(Number(start), Number(end))).toBe(marked)
  })

  test.each(['{"p": 1, "hasOwnProperty": 1}', '{"p": {"deep": [{"hasOwnProperty": 1}]}}', '{"p": {"__proto__": 1}}'])(
    'parameters %s are refused by name',
    async (json) => {
      expect((await refusal('$p', JSON.parse(json))).description).toMatch(/hasOwnProperty|__proto__/)
    },
  )
})

describe('match', () => {
  const word = fc
    .array(fc.constantFrom('a', 'b', 'c', '林', '*'), { minLength: 1, maxLength: 5 })
    .map((parts) => parts.join(''))
  const words = fc
    .array(fc.tuple(word, fc.constantFrom(' ', '-', ', ')), { maxLength: 4 })
    .map((parts) => parts.flat().join(''))

  test('finds whatever groq-js finds, and nothing else in texts without Chinese', () => {
    let found = 0
    fc.assert(
      fc.property(words, words, (text, pattern) => {
        const query = '$text match $pattern'
        const theirs = toJS(evaluateSync(parse(query, { params: { text, pattern } })))
        const ours = toJS(evaluateSync(prepare(query, { text, pattern }).tree))
        if (!`${text}${pattern}`.includes('林')) expect(ours).toBe(theirs)
        else if (theirs === true && !pattern.includes('林')) expect(ours).toBe(true)
        if (ours === true) found += 1
      }),
      { numRuns: 500 },
    )
    expect(found).toBeGreaterThan(20)
  })

  test('a pattern of many stars is a pattern like others', async () => {
    const [text, pattern] = ['a'.repeat(20_000), `${'*a'.repeat(40)}*b`]
    expect(await ask('[$text match $pattern, "x" in path($path)]', { text, pattern, path: '**.**.**.**.x' })).toEqual([
      false,
      false,
    ])
    expect(await ask('[$id in path($path)]', { id: 'a.'.repeat(2_000), path: `${'**.'.repeat(20)}b` })).toEqual([false])
    expect(await ask('*[_id == "a"] | score($text match $pattern)[0]._score', { text, pattern })).toBe(0)
  })
})

/** One call of each function that groq-js parses: what it answers here, or null where it is refused. */
const FUNCTIONS: Readonly<Record<string, readonly [call: string, answer: unknown] | null>> = {
  'global::anywhere': null,
  'global::coalesce': ['coalesce(null, 1)', 1],
  'global::count': ['count([1, 2])', 2],
  'global::dateTime': ['dateTime("2026-01-01T00:00:00+08:00")', '2025-12-31T16:00:00Z'],
  'global::defined': ['defined(none)', false],
  'global::identity': ['identity()', 'me'],
  'global::length': ['length("𠮷野")', 2],
  'global::path': ['"a.b" in path("a.*")', true],
  'global::string': ['string(1.5)', '1.5'],
  'global::references': ['*[_id == "a"]{"r": references("b")}[0].r', false],
  'global::round': ['round(3.14159, 2)', 3.14],
  'global::now': ['now()', '2026-03-02T00:00:00.000Z'],
  'global::boost': ['*[_id == "a"] | score(boost(n == 1, 2))[0]._score', 3],
  'global::lower': ['lower("ÅB")', 'åb'],
  'global::upper': ['upper("åb")', 'ÅB'],
  'string::lower': ['string::lower("ÅB")', 'åb'],
  'string::upper': ['string::upper("åb")', 'ÅB'],
  'string::split': ['string::split("𠮷野", "")', ['𠮷', '野']],
  'string::startsWith': ['string::startsWith("𠮷野", "𠮷")', true],
  'array::join': ['array::join(["a", 1], "-")', 'a-1'],
  'array::compact': ['array::compact([1, null])', [1]],
  'array::unique': ['array::unique([1, 1])', [1]],
  'array::intersects': ['array::intersects([1, 2], [2])', true],
  'pt::text': ['pt::text([{"_type": "block", "children": [{"_type": "span", "text": "字"}]}])', '字'],
  'delta::operation': null,
  'delta::changedAny': null,
  'delta::changedOnly': null,
  'diff::changedAny': ['diff::changedAny({"a": 1}, {"a": 2}, a)', true],
  'diff::changedOnly': ['diff::changedOnly({"a": 1}, {"a": 2}, a)', true],
  'media::aspect': null,
  'sanity::projectId': ['sanity::projectId()', 'lakeside'],
  'sanity::dataset': ['sanity::dataset()', 'production'],
  'sanity::versionOf': ['*[sanity::versionOf("a")]._id', ['a']],
  'sanity::partOfRelease': ['*[sanity::partOfRelease("r")]._id', []],
  'math::min': ['math::min([2, 1, null])', 1],
  'math::max': ['math::max([2, 1])', 2],
  'math::sum': ['math::sum([2, 1])', 3],
  'math::avg': ['math::avg([2, 1])', 1.5],
  'dateTime::now': ['dateTime::now()', '2026-03-02T00:00:00Z'],
  'releases::all': ['count(releases::all())', 1],
  'text::query': ['*[name match text::query("野")]._id', ['c']],
  'text::semanticSimilarity': null,
  'geo::latLng': null,
  'geo::contains': null,
  'geo::intersects': null,
  'geo::distance': null,
  'documents::get': null,
  'documents::incomingRefCount': null,
  'documents::incomingGlobalDocumentReferenceCount': null,
  'user::attributes': null,
}

describe('functions', () => {
  test('each one that groq-js parses is in the table', () => {
    const folder = fileURLToPath(new URL('.', import.meta.resolve('groq-js')))
    const text =
      readdirSync(folder)
        .filter((name) => name.endsWith('.js'))
        .map((name) => readFileSync(`${folder}/${name}`, 'utf8'))
        .find((each) => each.includes('const namespaceRegistry = {')) ?? ''
    const registry = /const namespaceRegistry = \{([^]*?)\n\}, pipeFunctionRegistry/.exec(text)?.[1] ?? ''
    let namespace = ''
    const names = registry.split('\n').flatMap((line) => {
      const inline = /^\t(\w+): \{ (\w+): /.exec(line)
      if (inline) return [`${inline[1]}::${inline[2]}`]
      namespace = /^\t(\w+): \{$/.exec(line)?.[1] ?? namespace
      const name = /^\t\t(\w+): \{/.exec(line)?.[1]
      return name === undefined ? [] : [`${namespace}::${name}`]
    })
    expect(names.toSorted()).toEqual(Object.keys(FUNCTIONS).toSorted())
  })

  test.each(Object.entries(FUNCTIONS))('%s', async (name, known) => {
    if (known !== null) return expect(await ask(known[0])).toEqual(known[1])
    const [namespace = '', own = ''] = name.split('::')
    const called = namespace === 'global' ? own : name
    for (const args of ['', 'a', 'a, b', '"a", 1, b']) {
      const { description, start, end } = await refusal(`count(*) + ${called}(${args})`).catch(() => ({
        description: '',
        start: 0,
        end: 0,
      }))
      // Also a wrong number of arguments is told with the name.
      expect(description).toContain(own)
      expect(`count(*) + ${called}(${args})`.slice(Number(start), Number(end))).toBe(called)
    }
  })

  test.each([
    'geo(a)',
    'nope()',
    'string::nope(a)',
    'nope::f(a)',
    '* | nope(a)',
    'text::query("a")',
    '"a" match text::nope("b")',
  ])('%s is refused by name', async (query) => {
    expect((await refusal(query)).description).toMatch(/geo|nope|text::query/)
  })

  test('text::query within a score, a list and a condition', async () => {
    expect(await ask('*[_type == "probe"] | score(name match text::query("林岸"))[0]._id')).toBe('a')
    expect(await ask('*[[name, _id] match text::query($q)]._id', { q: '研究' })).toEqual(['b'])
    expect((await refusal('*[name match text::query(_id)]')).description).toContain('text::query')
    expect((await refusal('*[text::query("a") match name]')).description).toContain('text::query')
  })
})
