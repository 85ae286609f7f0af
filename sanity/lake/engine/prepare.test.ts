import { describe, expect, it } from 'vitest'
import { remember } from './prepare.ts'

describe('remember', () => {
  it('holds what is asked for a second time, and not what is asked for once', () => {
    const recall = remember<object>(2)
    const once = recall('a', () => ({}))
    const twice = recall('a', () => ({}))
    expect(twice).not.toBe(once)
    expect(recall('a', () => ({}))).toBe(twice)
  })

  it('lets go of the one asked for longest ago', () => {
    const recall = remember<object>(2)
    const ask = (key: string) => recall(key, () => ({}))
    ask('a')
    const a = ask('a')
    ask('b')
    expect(ask('a')).toBe(a)
    ask('c') // b leaves
    expect(ask('a')).toBe(a)
    ask('b') // c leaves
    ask('c') // a leaves
    expect(ask('a')).not.toBe(a)
  })
})
