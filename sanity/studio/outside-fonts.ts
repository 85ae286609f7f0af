/**
 * The Studio's style sheet without the web fonts of outside hosts; the system's fonts follow in its lists.
 * A loader of the build (next.config.ts): a browser asks for a font as soon as it has read the sheet, long before a script could take the rule out.
 */
export default function withoutOutsideFonts(css: string): string {
  return css.replaceAll(/@font-face\s*\{[^{}]*\burl\(\s*["']?(?:https?:)?\/\/[^{}]*\}/g, '')
}
