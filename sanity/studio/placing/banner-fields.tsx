import { Card, Select, Stack, TextArea, TextInput } from '@sanity/ui'
import { newBannerProblems, type NewBanner } from '#lib/promotion/new-banner.ts'
import { briefLimit } from '#lib/validation/text-width.ts'
import { disclosureKinds } from '#components/promo-banner/disclosure-words.ts'
import { useTranslate } from '../locale/use-translate.ts'
import { Field, Tick } from './dialog-parts.tsx'

/** The fields of a banner that is begun in the dialog of a swap. */
export function BannerFields({ banner, onBanner }: { banner: NewBanner; onBanner: (banner: NewBanner) => void }) {
  const translate = useTranslate()
  const problems = newBannerProblems(banner)
  const text = (
    name: 'tag' | 'brief' | 'copy' | 'text' | 'url' | 'sponsor' | 'risk' | 'riskBrief',
    label: string,
    isLong = false,
  ) => (
    <Field label={label} problem={banner[name] ? translate(problems[name] ?? '') : undefined}>
      {(id) => {
        const change = ({ currentTarget }: { currentTarget: { value: string } }) =>
          onBanner({ ...banner, [name]: currentTarget.value })
        return isLong ? (
          <TextArea id={id} rows={2} value={banner[name]} onChange={change} />
        ) : (
          <TextInput id={id} value={banner[name]} onChange={change} />
        )
      }}
    </Field>
  )
  return (
    <Card border radius={2} padding={3}>
      <Stack gap={4}>
        {text('tag', translate('標籤'))}
        {text('brief', translate('短句（最多 {n} 個全形字）', { n: briefLimit }))}
        {text('copy', translate('文案（可以不填）'), true)}
        {text('text', translate('按鈕文字'))}
        {text('url', translate('按鈕的網址'))}
        <Field label={translate('揭露')}>
          {(id) => (
            <Select
              id={id}
              value={banner.kind}
              onChange={({ currentTarget }) =>
                onBanner({
                  ...banner,
                  kind: disclosureKinds.find(({ value }) => value === currentTarget.value)?.value ?? banner.kind,
                })
              }
            >
              {disclosureKinds.map(({ value, title }) => (
                <option key={value} value={value}>
                  {translate(title)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {text('sponsor', translate('誰的'))}
        <Tick
          label={translate('金融商品（交易、投資或借貸）')}
          isOn={banner.isFinancial}
          onToggle={() => onBanner({ ...banner, isFinancial: !banner.isFinancial })}
        />
        {banner.isFinancial ? text('risk', translate('風險警語'), true) : null}
        {banner.isFinancial ? text('riskBrief', translate('風險短語')) : null}
      </Stack>
    </Card>
  )
}
