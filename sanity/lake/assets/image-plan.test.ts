import { describe, expect, test } from 'vitest'
import { LakeError } from '../engine/types.ts'
import { parseImageParams, type Rect } from './image-params.ts'
import { type ImagePlan, planImage, type Source } from './image-plan.ts'

const photo: Source = { width: 3000, height: 2000, format: 'jpg', moves: false }
const drawing: Source = { width: 100, height: 50, format: 'svg', moves: false }
const anything = 'image/avif,image/webp,*/*'

function plan(
  query: string,
  options: { source?: Source; isStranger?: boolean; accept?: string; shown?: readonly Rect[] | null } = {},
): ImagePlan | null {
  const { source = photo, isStranger = false, accept = '*/*', shown = null } = options
  return planImage(parseImageParams(new URLSearchParams(query)), source, { isStranger, accept, shown })
}

function size(query: string, options?: Parameters<typeof plan>[1]): string {
  const made = plan(query, options)
  return made ? `${made.width}x${made.height} ${made.fit}` : 'original'
}

describe('sizes for somebody who is signed in', () => {
  test.each([
    ['', 'original'],
    ['utm_source=x', 'original'],
    ['w=300', '300x200 exact'],
    ['h=300', '450x300 exact'],
    ['w=301&dpr=2', '602x401 exact'],
    ['w=300&h=300', '300x200 exact'],
    ['w=300&h=300&fit=crop', '300x300 exact'],
    ['w=300&h=300&fit=fill', '300x300 pad'],
    ['w=300&h=300&fit=scale', '300x300 exact'],
    ['w=6000', '6000x4000 exact'],
    ['w=6000&fit=max', '3000x2000 exact'],
    ['w=4000&h=4000&fit=min', '2000x2000 exact'],
    ['w=4000&h=4000&fit=crop', '4000x4000 exact'],
    ['w=300&h=300&fit=crop&crop=entropy', '300x300 entropy'],
    ['rect=0,0,1000,500', '1000x500 exact'],
    ['rect=0,0,1000,500&w=100', '100x50 exact'],
    ['fm=png', '3000x2000 exact'],
  ])('%s → %s', (query, expected) => {
    expect(size(query)).toBe(expected)
  })
})

describe('sizes for strangers', () => {
  test.each([
    ['', '3000x2000 exact'],
    ['utm_source=x', '3000x2000 exact'],
    ['rect=0,0,2000,2000&fit=fill&w=2000&h=8192', '1397x5724 pad'],
    ['w=1', '96x64 exact'],
    ['w=96', '96x64 exact'],
    ['w=97', '192x128 exact'],
    ['w=300&dpr=2', '640x427 exact'],
    ['w=5000', '2000x1333 exact'],
    ['h=64', '96x64 exact'],
    ['w=100&h=100&fit=crop', '192x192 exact'],
    ['fm=png', '2000x1333 exact'],
    ['rect=0,0,100,50&w=800', '100x50 exact'],
    ['rect=0,0,100,100&w=800&h=400&fit=crop', '100x50 exact'],
  ])('%s → %s', (query, expected) => {
    expect(size(query, { isStranger: true })).toBe(expected)
  })

  test('quality is one of few, and unknown names change nothing', () => {
    expect(plan('w=96&q=1', { isStranger: true })?.quality).toBe(40)
    expect(plan('w=96&q=61', { isStranger: true })?.quality).toBe(75)
    expect(plan('w=96&q=100', { isStranger: true })?.quality).toBe(90)
    expect(plan('w=96&anything=1', { isStranger: true })).toEqual(plan('w=90&else=2', { isStranger: true }))
  })

  test('a drawing has no pixels of its own: it may grow', () => {
    expect(size('w=640', { isStranger: true, source: drawing })).toBe('640x320 exact')
  })
})

describe('the part that is used', () => {
  test.each([
    ['w=100&h=100&fit=crop', { left: 500, top: 0, width: 2000, height: 2000 }],
    ['w=100&h=100&fit=crop&crop=left', { left: 0, top: 0, width: 2000, height: 2000 }],
    ['w=100&h=100&fit=crop&crop=right', { left: 1000, top: 0, width: 2000, height: 2000 }],
    ['w=300&h=100&fit=crop&crop=top', { left: 0, top: 0, width: 3000, height: 1000 }],
    ['w=300&h=100&fit=crop&crop=bottom', { left: 0, top: 1000, width: 3000, height: 1000 }],
    ['w=100&h=100&fit=crop&crop=focalpoint&fp-x=0.6&fp-y=0.1', { left: 800, top: 0, width: 2000, height: 2000 }],
    ['w=100&h=100&fit=crop&crop=focalpoint&fp-x=1&fp-y=1', { left: 1000, top: 0, width: 2000, height: 2000 }],
    [
      'rect=100,200,400,400&w=200&h=100&fit=crop&crop=focalpoint&fp-x=0.5&fp-y=1',
      { left: 100, top: 400, width: 400, height: 200 },
    ],
    ['rect=2900,1900,500,500', { left: 2900, top: 1900, width: 100, height: 100 }],
  ])('%s', (query, rect) => {
    expect(plan(query)?.rect).toEqual(rect)
  })
})

describe('formats', () => {
  test.each([
    ['w=96', photo, anything, 'jpg'],
    ['w=96&auto=format', photo, anything, 'avif'],
    ['w=96&auto=format', photo, 'image/webp,*/*', 'webp'],
    ['w=96&auto=format', photo, '*/*', 'jpg'],
    ['w=96&auto=format', { ...photo, format: 'gif', moves: true }, anything, 'webp'],
    ['w=96&auto=format&frame=1', { ...photo, format: 'gif', moves: true }, anything, 'avif'],
    ['w=96&auto=format', { ...photo, format: 'webp', moves: true }, anything, 'webp'],
    ['w=96&auto=format', { ...photo, format: 'webp' }, anything, 'avif'],
    ['w=96&auto=format&fm=jpg', photo, anything, 'jpg'],
    ['w=96&fm=pjpg', photo, anything, 'jpg'],
    ['w=96', drawing, anything, 'png'],
    ['auto=format', drawing, anything, 'avif'],
    ['w=96', { ...photo, format: 'tif' }, anything, 'jpg'],
  ] satisfies [string, Source, string, string][])('%s of %o for %s → %s', (query, source, accept, format) => {
    expect(plan(query, { source, accept })?.format).toBe(format)
  })
})

describe('what is refused', () => {
  test.each([
    'w=0',
    'w=-5',
    'w=abc',
    'fit=stretch',
    'rect=1,2,3',
    'rect=3000,0,10,10',
    'fm=exe',
    'q=0',
    'dpr=9',
    'fp-x=2',
    'or=45',
    'bg=red;',
    'w=8000&h=8000&fit=scale',
    'w=9000',
  ])('%s', (query) => {
    expect(() => plan(query)).toThrow(LakeError)
  })
})

describe('what strangers never get', () => {
  test.each(['', 'dl=', 'auto=', 'foo=1'])('the stored bytes: %s', (query) => {
    expect(plan(query, { isStranger: true })).toMatchObject({
      isPlain: true,
      width: 3000,
      height: 2000,
      format: 'jpg',
      frames: 'all',
    })
    expect(plan(query)).toBeNull()
  })

  const shown = [
    { left: 1000, top: 0, width: 1000, height: 2000 },
    { left: 2000, top: 0, width: 100, height: 100 },
  ]
  test.each([
    ['', { left: 1000, top: 0, width: 1000, height: 2000 }, '1000x2000 exact'],
    ['w=320', { left: 1000, top: 0, width: 1000, height: 2000 }, '320x640 exact'],
    ['rect=1000,0,500,500&w=320', { left: 1000, top: 0, width: 500, height: 500 }, '320x320 exact'],
    ['rect=999,1,1001,1999', { left: 999, top: 1, width: 1001, height: 1999 }, '1001x1999 exact'],
    ['rect=0,0,1500,1000&w=320', { left: 1000, top: 0, width: 500, height: 1000 }, '320x640 exact'],
  ])('what was cropped away: %s', (query, rect, expected) => {
    expect(plan(query, { isStranger: true, shown })).toMatchObject({ rect, isPlain: false })
    expect(size(query, { isStranger: true, shown })).toBe(expected)
  })

  test('a part that no page shows', () => {
    expect(() => plan('rect=0,0,500,500', { isStranger: true, shown })).toThrow(LakeError)
  })

  test('effects are brought to a few values', () => {
    expect(plan('w=96&blur=3&sharp=1&sat=7', { isStranger: true })).toMatchObject({
      blur: 10,
      sharpen: 10,
      saturation: 25,
    })
    expect(plan('w=96&blur=3&sharp=1&sat=7')).toMatchObject({ blur: 3, sharpen: 1, saturation: 7 })
    expect(plan('w=96', { isStranger: true })).toMatchObject({ blur: 0, sharpen: 0, saturation: 0 })
  })
})
