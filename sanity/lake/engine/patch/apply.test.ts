import { describe, expect, test } from 'vitest'
import { isObject } from '../json.ts'
import { applyPatch } from './apply.ts'
import { createMeter } from './limits.ts'

const patch = (document: object, operations: Parameters<typeof applyPatch>[1]): unknown => {
  const before = structuredClone(document)
  const after = applyPatch({ ...document }, operations, createMeter())
  expect(document, 'what was given is not changed').toEqual(before)
  return after
}

const FRED = {
  name: 'fred',
  friends: [
    { name: 'mork', age: 40, favoriteColor: 'red' },
    { name: 'mindy', age: 32, favoriteColor: 'blue' },
    { name: 'franklin', favoriteColor: 'yellow' },
  ],
  roles: ['admin', 'owner'],
  contactInfo: { streetAddress: '42 Mountain Road', state: { shortName: 'WY', longName: 'Wyoming' } },
}
const MARK = '★'

/** The values that a path finds, in order: those that `set` takes away. */
const found = (path: string, document: object = FRED): unknown[] => {
  const gone: unknown[] = []
  const compare = (before: unknown, after: unknown): void => {
    if (after === MARK) gone.push(before)
    else if (Array.isArray(before) && Array.isArray(after)) before.forEach((item, index) => compare(item, after[index]))
    else if (isObject(before) && isObject(after))
      for (const key of Object.keys(before)) compare(before[key], after[key])
  }
  compare(document, patch(document, { set: { [path]: MARK } }))
  return gone
}

describe('the examples of the page JSONMatch', () => {
  test.each<[string, unknown[]]>([
    ['name', ['fred']],
    ['friends[*].name', ['mork', 'mindy', 'franklin']],
    ['friends[age > 35].name', ['mork']],
    ['friends[age > 30, favoriteColor == "blue"].name', ['mork', 'mindy']],
    ['friends[age?].age', [40, 32]],
    ['friends[0].name', ['mork']],
    ['friends[0, 1].name', ['mork', 'mindy']],
    // The page writes these as [1:2] with the end included. Sanity's parser package, its mutator and its App SDK leave the end out.
    ['friends[1:3].name', ['mindy', 'franklin']],
    ['friends[0, 1:3].name', ['mork', 'mindy', 'franklin']],
    ['friends[0, 2:3].name', ['mork', 'franklin']],
    ['contactInfo.state.shortName', ['WY']],
    ['contactInfo.state[shortName, longName]', ['WY', 'Wyoming']],
    ['friends.age[@ > 35]', [40]],
    ['roles', [['admin', 'owner']]],
    ['roles[*]', ['admin', 'owner']],
    ['roles[0]', ['admin']],
    ['roles[-1]', ['owner']],
    ['contactInfo..shortName', ['WY']],
    ['[contactInfo.state.shortName, roles]', [['admin', 'owner'], 'WY']],
  ])('%s', (path, values) => expect(found(path)).toEqual(values))
})

describe('what else a path may be', () => {
  test.each<[string, unknown[]]>([
    ['friends[:].name', ['mork', 'mindy', 'franklin']],
    ['friends[1:].name', ['mindy', 'franklin']],
    ['friends[:-1].name', ['mork', 'mindy']],
    ['friends[0:1000000000].name', ['mork', 'mindy', 'franklin']],
    ['friends[-100:1].name', ['mork']],
    ['friends[2:1].name', []],
    ['friends[-3].name', ['mork']],
    ['friends[-4].name', []],
    ['friends[1, 1, 0:2].name', ['mork', 'mindy']],
    ['friends.name', ['mork', 'mindy', 'franklin']],
    ['friends.*', ['mork', 'mindy', 'franklin'].map((name) => FRED.friends.find((friend) => friend.name === name))],
    ['contactInfo.state.*', ['WY', 'Wyoming']],
    ['contactInfo["state"].shortName', ['WY']],
    ["contactInfo['state'].shortName", ['WY']],
    ["contactInfo.'state'.shortName", ['WY']],
    ['friends[age == null].name', ['franklin']],
    ['friends[age != null].name', ['mork', 'mindy']],
    ['friends[age != 40].name', ['mindy']],
    ['friends[age <= 32].name', ['mindy']],
    ['friends[age >= 32].name', ['mork', 'mindy']],
    ['friends[name < "mindy"].name', ['franklin']],
    ['friends[name > 3].name', []],
    ['friends[@.age == 40].name', ['mork']],
    ['friends[favoriteColor?].age', [40, 32]],
    ['roles[@ == "owner"]', ['owner']],
    ['roles[@ != "owner"]', ['admin']],
    ['roles[@?]', ['admin', 'owner']],
    ['contactInfo.state[shortName == "WY"].longName', ['Wyoming']],
    ['contactInfo.state[shortName == "XX"].longName', []],
    ['contactInfo[state.shortName == "WY"].streetAddress', ['42 Mountain Road']],
    ['..shortName', ['WY']],
    ['..name', ['fred', 'mork', 'mindy', 'franklin']],
    ['..[0]', [FRED.friends[0], 'admin']],
    ['..[favoriteColor == "blue"].name', ['mindy']],
    ['contactInfo..*', ['42 Mountain Road', FRED.contactInfo.state]],
    ['@.name', ['fred']],
    [' friends [ age>35 ] . name ', ['mork']],
  ])('%s', (path, values) => expect(found(path)).toEqual(values))

  test('a field that is null is not missing', () => {
    const document = { list: [{ n: null, id: 1 }, { id: 2 }] }
    expect(found('list[n == null].id', document)).toEqual([1, 2])
    expect(found('list[n?].id', document)).toEqual([1])
  })

  test('all items with a key, should two have the same', () =>
    expect(
      found('l[_key=="k"].v', {
        l: [
          { _key: 'k', v: 1 },
          { _key: 'k', v: 2 },
        ],
      }),
    ).toEqual([1, 2]))
  test('keys of every script, and with quotes', () =>
    expect(found('l[_key=="字\\"𠮷"].v', { l: [{ _key: '字"𠮷', v: 1 }] })).toEqual([1]))
})

describe('".." stays within its subtree, and finds what is there', () => {
  const document = { contactInfo: { state: { shortName: 'WY' } }, other: { shortName: 'XX' } }
  test('unset', () =>
    expect(patch(document, { unset: ['contactInfo..shortName'] })).toEqual({
      contactInfo: { state: {} },
      other: { shortName: 'XX' },
    }))
  test('set', () =>
    expect(patch(document, { set: { 'contactInfo..shortName': 1 } })).toEqual({
      contactInfo: { state: { shortName: 1 } },
      other: { shortName: 'XX' },
    }))
  test('set does not create', () => expect(patch(document, { set: { '..longName': 1 } })).toEqual(document))
  test('after a list', () =>
    expect(
      patch(
        {
          l: [
            { _key: 'a', x: { v: 1 } },
            { _key: 'b', x: { v: 1 } },
          ],
          v: 1,
        },
        { inc: { 'l[_key=="a"]..v': 1 } },
      ),
    ).toEqual({
      l: [
        { _key: 'a', x: { v: 2 } },
        { _key: 'b', x: { v: 1 } },
      ],
      v: 1,
    }))
  test('one inside the other', () => expect(patch({ a: { v: { v: 1 } } }, { unset: ['a..v'] })).toEqual({ a: {} }))
  test('insert', () =>
    expect(patch({ a: { l: [1], b: { l: [2] } }, l: [3] }, { insert: { after: 'a..l[-1]', items: [9] } })).toEqual({
      a: { l: [1, 9], b: { l: [2, 9] } },
      l: [3],
    }))
})

describe('fields of objects are created, items of lists never', () => {
  const keyed = { arr: [{ _key: 'a', t: 1 }] }
  test.each<[object, string]>([
    [{ x: 1 }, 'arr[0]'],
    [{ x: 1 }, 'arr[0].b'],
    [{ x: 1 }, 'arr[_key=="a"].t'],
    [{ x: 1 }, 'arr[*].t'],
    [{ x: 1 }, 'arr[0:2]'],
    [{ x: 1 }, 'arr[0]["t"]'],
    [{ x: 1 }, 'x[0]'],
    [{ arr: {} }, 'arr[0]'],
    [{ arr: [] }, 'arr.t'],
    [{ arr: ['text', 1, null] }, 'arr.t'],
    [{ arr: [1] }, 'arr[1]'],
    [{ arr: [1] }, 'arr[-2]'],
    [{ arr: [] }, 'arr[0]'],
    [keyed, 'arr[_key=="b"].t'],
    [keyed, 'arr[_key=="b"]'],
    [keyed, 'arr[t > 1].new'],
  ])('%j: %s', (document, path) => {
    expect(patch(document, { set: { [path]: 2 } })).toEqual(document)
    expect(patch(document, { setIfMissing: { [path]: 2 } })).toEqual(document)
  })

  test.each<[object, string, object]>([
    [{}, 'a.b.c', { a: { b: { c: 2 } } }],
    [{ a: 5 }, 'a.b', { a: { b: 2 } }],
    [{ a: null }, 'a.b', { a: { b: 2 } }],
    [keyed, 'arr[_key=="a"].u.v', { arr: [{ _key: 'a', t: 1, u: { v: 2 } }] }],
    [{ a: { b: 1 } }, 'a[b, c]', { a: { b: 2, c: 2 } }],
    [{}, 'a["x-y"]', { a: { 'x-y': 2 } }],
    [{ arr: [{}, 'text'] }, 'arr.t', { arr: [{ t: 2 }, 'text'] }],
  ])('%j: %s → %j', (document, path, expected) => expect(patch(document, { set: { [path]: 2 } })).toEqual(expected))
})

describe('operations', () => {
  test('follow each other: setIfMissing, set, unset, diffMatchPatch, inc, dec, insert', () => {
    const operations = {
      insert: { after: 'l[-1]', items: ['z'] },
      dec: { n: 1 },
      inc: { n: 10 },
      diffMatchPatch: { t: '@@ -1,3 +1,3 @@\n-old\n+new\n' },
      unset: ['gone'],
      set: { t: 'old', gone: 1, 'made.x': 1 },
      setIfMissing: { n: 1, l: [], made: { y: 1 }, t: 'first' },
    }
    expect(patch({}, operations)).toEqual({ n: 10, l: ['z'], made: { y: 1, x: 1 }, t: 'new' })
  })

  test('what does not change stays the same object', () => {
    const document = { a: { x: 1 }, b: { y: [{ z: 1 }] } }
    const after = applyPatch(
      document,
      { set: { 'a.x': 2, 'b.y[0].z': 1 }, unset: ['b.no'], inc: { 'b.text': 1 } },
      createMeter(),
    )
    expect(after).toEqual({ a: { x: 2 }, b: { y: [{ z: 1 }] } })
    expect(isObject(after) && after.b).toBe(document.b)
  })

  test('unset takes all items at once, and one path after the other', () => {
    expect(patch({ l: [1, 2, 3, 4] }, { unset: ['l[0, 2]'] })).toEqual({ l: [2, 4] })
    expect(patch({ l: [1, 2, 3] }, { unset: ['l[0]', 'l[1]'] })).toEqual({ l: [2] })
    expect(patch({ l: [1, 2, 3] }, { unset: ['l[*]'] })).toEqual({ l: [] })
    expect(patch({ l: [1, 40] }, { unset: ['l[@ > 35]'] })).toEqual({ l: [1] })
  })

  test.each<[object, unknown[]]>([
    [{ before: 'l[1]' }, [0, 9, 1, 2, 3, 4]],
    [{ before: 'l[-1]' }, [0, 1, 2, 3, 9, 4]],
    [{ after: 'l[-1]' }, [0, 1, 2, 3, 4, 9]],
    [{ after: 'l[*]' }, [0, 1, 2, 3, 4, 9]],
    [{ after: 'l[1, 3]' }, [0, 1, 2, 3, 9, 4]],
    [{ after: 'l[1:3]' }, [0, 1, 2, 9, 3, 4]],
    [{ before: 'l[@ > 2]' }, [0, 1, 2, 9, 3, 4]],
    [{ replace: 'l[1, 3]' }, [0, 9, 2, 4]],
    [{ replace: 'l[1:3]' }, [0, 9, 3, 4]],
    [{ replace: 'l[2:2]' }, [0, 1, 9, 2, 3, 4]],
    [{ replace: 'l[0:1000000000]' }, [9]],
    [{ before: 'l[1000000000]' }, [0, 1, 2, 3, 4, 9]],
    [{ after: 'l[-1000000000]' }, [9, 0, 1, 2, 3, 4]],
    [{ after: 'l[@ == 7]' }, [0, 1, 2, 3, 4]],
  ])('insert %j', (where, expected) =>
    expect(patch({ l: [0, 1, 2, 3, 4] }, { insert: { ...where, items: [9] } as never })).toEqual({ l: expected }),
  )

  test('insert where there is no list, or no such key, changes nothing', () => {
    for (const document of [{}, { l: 'text' }, { l: {} }])
      expect(patch(document, { insert: { after: 'l[-1]', items: [1] } })).toEqual(document)
    expect(patch({ l: [{ _key: 'a' }] }, { insert: { after: 'l[_key=="b"]', items: [1] } })).toEqual({
      l: [{ _key: 'a' }],
    })
  })

  test('inc and dec change numbers only', () => {
    const document = { l: [1, 'two', null, 4], n: 1, o: {} }
    expect(patch(document, { inc: { 'l[*]': 2, n: 0.5, o: 1, gone: 1 }, dec: { 'l[-1]': 1 } })).toEqual({
      l: [3, 'two', null, 5],
      n: 1.5,
      o: {},
    })
  })

  test('a name that reaches a prototype is refused, and no prototype is changed', () => {
    expect(() => patch({}, { set: { 'a.__proto__.b': 1 } })).toThrow('"__proto__"')
    expect(() => patch({}, { set: { 'a["__proto__"].b': 1 } })).toThrow('"__proto__"')
    expect(patch({}, { set: { 'a.toString.b': 1 } })).toEqual({ a: { toString: { b: 1 } } })
    expect(patch({ l: [{}] }, { unset: ['l[constructor?]'] })).toEqual({ l: [{}] })
  })
})

describe('what can not be done is refused by its name', () => {
  test.each<[string, RegExp]>([
    ['', /set: a path is empty \(position 0\)/],
    ['a[', /the path "a\[" can not be read: .*position 2/],
    ['a[]', /the path "a\[\]" can not be read: .*position 2/],
    ['a].b', /"a\]\.b" .*position 1/],
    ['a b', /"a b" .*position 2/],
    ['a..', /"a\.\." .*position 3/],
    ['a.1', /"a\.1" .*position 2/],
    ['a.x-y', /"a\.x-y" .*position 3/],
    ['a[0:4:2]', /"a\[0:4:2\]" .*position 5/],
    ['a[b && c]', /position 4/],
    ['a[b = 1]', /position 4/],
    ['名', /position 0/],
    ['a[_key=="x]', /position 11/],
    ['"text"', /"\\"text\\"" is a literal value/],
    ['5', /"5" is a literal value/],
    ['null', /is a literal value/],
    ['a[true]', /has true alone in brackets/],
    ['a[null]', /has null alone in brackets/],
    ['a[1.5]', /has 1\.5 as a place/],
    ['a[0:1.5]', /has 1\.5 as a place/],
    ['@', /the path "@" is the whole document/],
    ['$', /the path "\$" is the whole document/],
    ['[n == 1]', /is the whole document/],
  ])('set %s', (path, message) => expect(() => patch({ n: 1 }, { set: { [path]: 1 } })).toThrow(message))

  test.each(['l', 'l[0].x', '*[name]', 'l["x"]', 'l[0, x]'])('insert after %s', (path) =>
    expect(() => patch({ l: [{}] }, { insert: { after: path, items: [1] } })).toThrow(
      'insert: the path must end at a place in a list',
    ),
  )

  test('a diff of what is no diff, and of a text that is not there', () => {
    expect(() => patch({ t: 'x' }, { diffMatchPatch: { t: 'nonsense' } })).toThrow(
      'diffMatchPatch: Invalid patch string',
    )
    expect(() => patch({}, { diffMatchPatch: { t: '@@ -0,0 +1 @@\n+x\n' } })).toThrow('there is no text at "t"')
    expect(patch({ n: 5 }, { diffMatchPatch: { n: '@@ -0,0 +1 @@\n+x\n', 'a.b': '@@ -0,0 +1 @@\n+x\n' } })).toEqual({
      n: 5,
    })
  })
})
