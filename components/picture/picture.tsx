import { imageSource, type ImageWidth } from '#sanity/image.ts'
import type { PageContext } from '#components/page-frame/page-context.ts'
import type { Picture as PictureData } from './picture.groq.ts'
import styles from './picture.module.css'

type Props = {
  picture: PictureData
  /** The largest width wanted, in pixels of the file. */
  widest: ImageWidth
  /** How wide it stands on the page, as in the attribute of that name. */
  sizes: string
  /** Width by height, to cut it around its hotspot; without it the picture keeps its shape. */
  ratio?: number
  /** In the first screen: asked for at once. */
  first?: boolean
  /** Beside a title that says the same; then it is not read aloud. */
  besideTitle?: boolean
}

/** One image of the lake in the widths that the page may need. */
export function Picture({ picture, widest, sizes, ratio, first = false, besideTitle = false }: Props) {
  const { src, srcSet, width, height, alt } = imageSource(picture, ratio === undefined ? { widest } : { widest, ratio })
  return (
    <img
      className={styles.image}
      src={src}
      srcSet={srcSet}
      sizes={sizes}
      width={width}
      height={height}
      alt={besideTitle ? '' : alt}
      loading={first ? undefined : 'lazy'}
      fetchPriority={first ? 'high' : undefined}
    />
  )
}

/** A picture in the body, with its caption and whose it is. */
export function Figure({ picture, context }: { picture: PictureData; context: PageContext }) {
  return (
    <figure className={styles.figure}>
      <Picture picture={picture} widest={1280} sizes="(min-width: 44rem) 41rem, 92vw" />
      <Caption picture={picture} context={context} />
    </figure>
  )
}

/** What stands under a picture: its caption, and whose it is. Nothing where neither was written. */
export function Caption({ picture: { caption, credit }, context }: { picture: PictureData; context: PageContext }) {
  if (!caption && !credit) return null
  return (
    <figcaption className={styles.caption}>
      {caption}
      {caption && credit ? '　' : null}
      {credit ? <span className={styles.credit}>{context.words.article.pictureCredit(credit)}</span> : null}
    </figcaption>
  )
}
