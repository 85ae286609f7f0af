import { useToast } from '@sanity/ui/toast'
import { useEffect } from 'react'
import { definePlugin, type LayoutProps } from 'sanity'
import { useTranslate } from '../locale/use-translate.ts'
import { reasonOf } from './refusal-words.ts'
import { type Tell, tellingSource } from './telling-uploader.ts'

/** Says why a file was not taken, in the lake's reasons: which limit, in numbers, and what to do. */
export const uploads = definePlugin(() => {
  const listeners = new Set<Tell>()
  const tell: Tell = (file) => [...listeners].some((listener) => listener(file))

  function UploadsLayout(props: LayoutProps) {
    const { push } = useToast()
    const translate = useTranslate()
    useEffect(() => {
      const listener: Tell = ({ file, error }) => {
        const description = reasonOf(error, translate)
        if (description === null) return false
        push({
          status: 'error',
          title: translate('沒有上傳：{name}', { name: file.name }),
          description,
          duration: 20_000,
          closable: true,
        })
        return true
      }
      listeners.add(listener)
      return () => void listeners.delete(listener)
    }, [push, translate])
    return props.renderDefault(props)
  }

  return {
    name: 'lakeside-uploads',
    studio: { components: { layout: UploadsLayout } },
    form: {
      image: { assetSources: (sources) => sources.map((source) => tellingSource(source, tell)) },
      file: { assetSources: (sources) => sources.map((source) => tellingSource(source, tell)) },
    },
  }
})
