/** The zone in which the publication's people see and type every time, whatever their browser's. */
export const publicationZone = 'Asia/Taipei'

/** How a datetime field of the Studio shows its instant: in the publication's zone, which can't be switched away. */
export const zonedField = {
  dateFormat: 'YYYY-MM-DD',
  timeFormat: 'HH:mm',
  displayTimeZone: publicationZone,
  allowTimeZoneSwitch: false,
}
