import { openWorkFolder } from './work-folder.ts'
const [name = ''] = process.argv.slice(2)
const part = (await import(`./${name}.ts`))[name]
const w = openWorkFolder()
try { console.error(JSON.stringify(await part.measure({ folder: w.folder, quick: true, say: console.error }), null, 1)) } finally { w.close() }
