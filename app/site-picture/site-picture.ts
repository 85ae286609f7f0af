import type { SharedImage } from '#lib/page/page-metadata.ts'
// Made from the drawing beside it: other sites show no SVG. `node -e "require('sharp')('app/site-picture/site-picture.svg').png({ palette: true }).toFile('app/site-picture/site-picture.png')"`
import file from './site-picture.png'

/** What other sites show with a link to a page that has no picture of its own. A drawing without words: the site's name is a setting. */
export const sitePicture: SharedImage = { url: file.src, width: file.width, height: file.height, alt: '' }
