import readTags from 'exif-reader'
import type { Extract } from './upload-options.ts'

type Tags = Record<string, unknown>

/**
 * What the camera wrote into a picture, as far as it was asked for. Damaged notes are left out: they are no reason to refuse a picture.
 */
export function readExif(
  exif: Buffer | undefined,
  extract: readonly Extract[],
): { exif?: Tags; image?: Tags; location?: Tags } {
  const read = exif && parsed(exif)
  if (!read) return {}
  const location = extract.includes('location') ? locationOf(read.GPSInfo) : undefined
  return {
    ...(extract.includes('exif') &&
      read.Photo && { exif: { _type: 'sanity.imageExifMetadata', ...plain(read.Photo) } }),
    ...(extract.includes('image') && read.Image && { image: { _type: 'sanity.imageExifTags', ...plain(read.Image) } }),
    ...(location && { location }),
  }
}

function parsed(exif: Buffer): ReturnType<typeof readTags> | undefined {
  try {
    return readTags(exif)
  } catch {
    return undefined
  }
}

/** Text, numbers, instants. Binary notes of the maker and what is no number are left out: no document can hold them. */
function plain(tags: Tags): Tags {
  return Object.fromEntries(
    Object.entries(tags).flatMap(([name, value]) => {
      const told = plainValue(value)
      return told === undefined || !/^[A-Za-z]\w*$/.test(name) ? [] : [[name, told]]
    }),
  )
}

function plainValue(value: unknown): unknown {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString()
  if (typeof value === 'string') return value.replaceAll('\0', '').toWellFormed().slice(0, 1000)
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  return Array.isArray(value) &&
    value.length <= 16 &&
    value.every((each) => typeof each === 'number' && Number.isFinite(each))
    ? value
    : undefined
}

function locationOf(gps: Tags | undefined): Tags | undefined {
  const lat = degrees(gps?.['GPSLatitude'], gps?.['GPSLatitudeRef'], 'S')
  const lng = degrees(gps?.['GPSLongitude'], gps?.['GPSLongitudeRef'], 'W')
  if (lat === undefined || lng === undefined || Math.abs(lat) > 90 || Math.abs(lng) > 180) return undefined
  const height = gps?.['GPSAltitude']
  const isBelowSea = gps?.['GPSAltitudeRef'] === 1
  return {
    _type: 'geopoint',
    lat,
    lng,
    ...(typeof height === 'number' && Number.isFinite(height) && { alt: isBelowSea ? -height : height }),
  }
}

/** Degrees, minutes, seconds, and the half of the earth. Without the half the place is unknown. */
function degrees(parts: unknown, half: unknown, negative: string): number | undefined {
  if (!Array.isArray(parts) || typeof half !== 'string' || half.trim() === '') return undefined
  const [whole = Number.NaN, minutes = 0, seconds = 0] = parts.map(Number)
  const value = whole + minutes / 60 + seconds / 3600
  return Number.isFinite(value) ? (half.trim().toUpperCase() === negative ? -value : value) : undefined
}
