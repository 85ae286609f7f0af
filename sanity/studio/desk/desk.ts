import { definePlugin } from 'sanity'
import type { StudioLocale } from '../locale/translate.ts'
import { DeskInput } from './desk-input.tsx'
import { sameLanguage, ToolsAndLanguage } from './language.tsx'
import { BodyBlock } from './slot-block.tsx'

/** What an editor meets above and between the fields, whatever the document. `locale` is the language that the schema is written in. */
export const desk = definePlugin((locale: StudioLocale) => ({
  name: 'lakeside-desk',
  form: { components: { input: DeskInput, block: BodyBlock } },
  studio: { components: { layout: sameLanguage(locale), toolMenu: ToolsAndLanguage } },
}))
