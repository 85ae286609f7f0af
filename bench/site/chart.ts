type Bar = { label: string; value: number; text: string; isOurs: boolean }
export type Group = { title: string; note: string; bars: readonly Bar[] }

const width = 720
const left = 92
const barWidth = width - left - 110
const rowHeight = 26
const headHeight = 44
const gap = 22
const margin = 16

/** Horizontal bars in groups, each group to its own scale, as one SVG. It brings its own ground: a page's theme may be another than the system's, which alone it can ask. */
export function chart(title: string, groups: readonly Group[]): string {
  const heights = groups.map(({ bars }) => headHeight + bars.length * rowHeight + gap)
  const tops = heights.map((_, at) => heights.slice(0, at).reduce((sum, height) => sum + height, 16))
  const height = heights.reduce((sum, each) => sum + each, 16)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${-margin} 0 ${width + 2 * margin} ${height}" width="${width + 2 * margin}" height="${height}" role="img" aria-label="${escape(title)}">
<style>
  text { font: 14px system-ui, sans-serif; fill: #22303a }
  .title { font-weight: 600 } .note { font-size: 12px; fill: #5b6b76 }
  .ground { fill: #fff } .bar { fill: #9fb0ba } .ours { fill: #0f6f8c }
  @media (prefers-color-scheme: dark) {
    .ground { fill: #10191f } text { fill: #e6edf1 } .note { fill: #9db0bb } .bar { fill: #5c6f7b } .ours { fill: #4fb3d1 }
  }
</style>
<rect class="ground" x="${-margin}" width="${width + 2 * margin}" height="${height}" rx="6"/>
${groups.map((group, at) => draw(group, tops[at] ?? 0)).join('\n')}
</svg>
`
}

function draw({ title, note, bars }: Group, top: number): string {
  const greatest = Math.max(...bars.map(({ value }) => value))
  const rows = bars.map(({ label, value, text, isOurs }, at) => {
    const y = top + headHeight + at * rowHeight
    const length = Math.max(1, Math.round((value / greatest) * barWidth))
    return `<text x="${left - 10}" y="${y + 14}" text-anchor="end">${escape(label)}</text><rect class="${isOurs ? 'ours' : 'bar'}" x="${left}" y="${y}" width="${length}" height="18" rx="2"/><text x="${left + length + 8}" y="${y + 14}">${escape(text)}</text>`
  })
  return [
    `<text class="title" x="0" y="${top + 14}">${escape(title)}</text><text class="note" x="0" y="${top + 32}">${escape(note)}</text>`,
    ...rows,
  ].join('\n')
}

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
