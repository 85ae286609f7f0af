/** Our own words in English, by the zh-TW ones. */
export const english: ReadonlyMap<string, string> = new Map([])
