import { Stack } from '@sanity/ui'
import { uuid } from '@sanity/uuid'
import {
  isArrayOfObjectsInputProps,
  isObjectInputProps,
  PatchEvent,
  insert,
  set,
  setIfMissing,
  useClient,
  type ArrayOfObjectsInputProps,
  type InputProps,
  type ObjectInputProps,
} from 'sanity'
import { typedDestination, typedLinks } from '#lib/links/typed-links.ts'
import { apiVersion } from '../api-version.ts'
import { useTranslate } from '../locale/use-translate.ts'
import { LinkBox } from './link-box.tsx'
import { storedDestination, storedLinks, type StoredLink } from './targets.ts'

/** For `form.components.input`: the box 貼上網址或搜尋文章 where a link is asked for. */
export const EasyLinks = (props: InputProps) => {
  if (props.readOnly) return props.renderDefault(props)
  if (isObjectInputProps(props) && props.schemaType.name === 'destination') return <DestinationInput {...props} />
  if (isArrayOfObjectsInputProps(props) && props.schemaType.of.some(({ name }) => name === 'link'))
    return <LinksInput {...props} />
  return props.renderDefault(props)
}

/** One destination: an address is taken as what it is. The three fields behind it show once they have something in them. */
function DestinationInput(props: ObjectInputProps) {
  const translate = useTranslate()
  const client = useClient({ apiVersion })
  const { onChange } = props
  const filled = props.members.filter((member) => member.kind !== 'field' || isFilled(member.field.value))
  const onText = async (text: string) => {
    const to = typedDestination(text, window.location.origin)
    if (to.kind === 'words')
      return translate('這不是讀者打得開的網址。下面有找到的話可以選；還不知道連到哪裡就先留空，這裡會是「連結待補」。')
    const destination = await storedDestination(client, to)
    if (!destination) return translate('本站沒有這一頁，請檢查網址，或輸入標題搜尋。')
    onChange(PatchEvent.from(set(destination)))
    return null
  }
  return (
    <Stack gap={4}>
      <LinkBox
        onText={onText}
        onChoose={(destination) => onChange(PatchEvent.from(set(destination)))}
        isComplete={(text) => typedDestination(text, window.location.origin).kind !== 'words'}
      />
      {filled.length > 0 && props.renderDefault({ ...props, members: filled })}
    </Stack>
  )
}

const isFilled = (value: unknown): boolean =>
  typeof value === 'object' && value !== null ? '_ref' in value : Boolean(value)

/** A list of links: each line becomes one at its end. Words alone are a link too: 連結待補. */
function LinksInput(props: ArrayOfObjectsInputProps) {
  const client = useClient({ apiVersion })
  const { onChange } = props
  const append = (links: StoredLink[]) => onChange(PatchEvent.from([setIfMissing([]), insert(links, 'after', [-1])]))
  const onText = async (text: string) => {
    append(await storedLinks(client, typedLinks(text, window.location.origin), newKey))
    return null
  }
  return (
    <Stack gap={3}>
      {props.renderDefault(props)}
      <LinkBox
        onText={onText}
        onChoose={(destination) => append([{ _key: newKey(), _type: 'link', destination }])}
        isComplete={(text) =>
          /\S\s*\n\s*\S/.test(text) || typedLinks(text, window.location.origin).some(({ to }) => to.kind !== 'words')
        }
      />
    </Stack>
  )
}

const newKey = (): string => uuid().slice(0, 12)
