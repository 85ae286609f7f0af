/** A banner that can be published, known by its tag. */
export const newBanner = (id: string, tag: string) => ({
  _id: id,
  _type: 'banner',
  tag,
  brief: tag,
  copy: '測試用的橫幅。',
  callsToAction: [
    {
      _key: 'a',
      _type: 'callToAction',
      text: '看看',
      destination: { _type: 'destination', url: 'https://www.btcc.com/zh-TW' },
    },
  ],
  isFinancial: false,
  disclosure: { _type: 'disclosure', kind: 'own', sponsor: '湖畔' },
})
