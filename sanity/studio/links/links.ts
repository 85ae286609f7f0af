import { definePlugin } from 'sanity'
import { EasyLinks } from './link-inputs.tsx'

/** Links typed the easy way, wherever the schema asks for one. */
export const links = definePlugin({ name: 'lakeside-links', form: { components: { input: EasyLinks } } })
