import { expect, test } from 'vitest'
import { chart } from './chart.ts'

test("bars stand to the scale of the greatest, and words can't break out of the drawing", () => {
  const svg = chart('a "b" <c>', [
    {
      title: 'R & S',
      note: 'n',
      bars: [
        { label: 'x', value: 50, text: '50', isOurs: true },
        { label: 'y', value: 100, text: '100', isOurs: false },
      ],
    },
  ])
  const lengths = [...svg.matchAll(/class="(?:bar|ours)" x="\d+" y="\d+" width="(\d+)"/g)].map(([, length]) =>
    Number(length),
  )
  expect(lengths).toHaveLength(2)
  expect((lengths[0] ?? 0) * 2).toBe(lengths[1])
  expect(svg).toContain('aria-label="a &quot;b&quot; &lt;c>"')
  expect(svg).toContain('R &amp; S')
})
