import { publicationZone } from '../settings/locales.ts'

/** How a datetime field of the Studio shows its instant: in the publication's zone, which can't be switched away. */
export const zonedField = {
  dateFormat: 'YYYY-MM-DD',
  timeFormat: 'HH:mm',
  displayTimeZone: publicationZone,
  allowTimeZoneSwitch: false,
}
