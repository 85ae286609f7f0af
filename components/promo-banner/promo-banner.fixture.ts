import { bannerSchema, type Banner } from './promo-banner.groq.ts'

/** A banner as the lake would give it, with one call to action that leads away; `fields` say what a test is about. */
export const testBanner = (fields: Record<string, unknown> = {}): Banner =>
  bannerSchema.parse({
    _id: 'banner-newcomer',
    _rev: '1',
    tag: '新手專享',
    callsToAction: [{ _key: 'a', text: '立即註冊', destination: { url: 'https://www.btcc.com/zh-TW' } }],
    isFinancial: false,
    disclosure: { kind: 'advertisement', sponsor: 'BTCC' },
    ...fields,
  })
