import { runToEnd } from './site-process.ts'

/** Runs `npm run lake -- …` on a data folder and answers what it printed. Throws with its words when it refuses. */
export async function lakeCommand(dataFolder: string, ...words: string[]): Promise<string> {
  const { code, out, errors } = await runToEnd(['cli/lake.ts', ...words], { LAKESIDE_DATA: dataFolder })
  if (code !== 0) throw new Error(`lake ${words.join(' ')}: ${errors}`)
  return out.trim()
}
