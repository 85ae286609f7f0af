import styles from './lost.module.css'

const rings = [
  { rx: 420, ry: 84, stroke: '#00606a', width: 3 },
  { rx: 320, ry: 64, stroke: '#00606a', width: 3 },
  { rx: 230, ry: 46, stroke: '#5b9aa0', width: 3 },
  { rx: 150, ry: 30, stroke: '#5b9aa0', width: 3 },
  { rx: 84, ry: 16.8, stroke: '#cddddb', width: 4 },
  { rx: 30, ry: 6, stroke: '#cddddb', width: 4 },
]

const glints = [
  [900, 162, 80],
  [910, 176, 60],
  [921, 190, 38],
  [930, 204, 20],
] as const

/** Rings on the water where something fell in. Decoration; it stands in the page so that a lost page needs no second request. */
export function LakeDrawing() {
  return (
    <svg className={styles.art} viewBox="0 0 1200 400" aria-hidden="true">
      <rect width="1200" height="400" fill="#cddddb" />
      <circle cx="940" cy="70" r="36" fill="#e4d5b7" />
      <rect y="150" width="1200" height="250" fill="#0d363c" />
      <rect y="149" width="1200" height="2" fill="#eef3f1" />
      {rings.map(({ rx, ry, stroke, width }) => (
        <ellipse key={rx} cx="420" cy="275" rx={rx} ry={ry} fill="none" stroke={stroke} strokeWidth={width} />
      ))}
      {glints.map(([x, y, width]) => (
        <rect key={y} x={x} y={y} width={width} height="4" fill="#5b9aa0" />
      ))}
    </svg>
  )
}
