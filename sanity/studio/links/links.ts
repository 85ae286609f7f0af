import { definePlugin } from 'sanity'
import { EasyLinks } from './link-inputs.tsx'
import { PastedLinks } from './pasted-links-plugin.tsx'

/** Links typed the easy way wherever the schema asks for one, and pasted with the text that they are in. */
export const links = definePlugin({
  name: 'lakeside-links',
  form: { components: { input: EasyLinks, portableText: { plugins: PastedLinks } } },
})
