import type { CustomValidator, Rule, RuleSpec, SchemaTypeDefinition } from 'sanity'
import type { Translate } from './translate.ts'

const worded = new Set(['title', 'description', 'placeholder'])

type Part = { readonly [key: string]: unknown }
type Prepare = (selection: Part, ...rest: unknown[]) => Part
type Validation = (rule: Rule, ...rest: unknown[]) => Rule | Rule[] | undefined

const isPart = (value: unknown): value is Part =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
const isPrepare = (value: unknown): value is Prepare => typeof value === 'function'
const isValidation = (value: unknown): value is Validation => typeof value === 'function'

/**
 * The schema with every title, description, preview and message of a rule as `translate` puts it. Sanity translates its own words only; a schema's
 * are plain strings, so the schema is made again in the language that the Studio opens in.
 */
export const withWords = (types: SchemaTypeDefinition[], translate: Translate): SchemaTypeDefinition[] =>
  types.map((type) => inWords(type, translate))

/**
 * Takes a part of the schema, of whatever shape.
 * @returns the same shape; only words and what makes words differ.
 */
function inWords<T>(value: T, translate: Translate): T
function inWords(value: unknown, translate: Translate): unknown {
  if (Array.isArray(value)) return value.map((each: unknown) => inWords(each, translate))
  if (!isPart(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => {
      if (typeof part === 'string') return [key, worded.has(key) ? translate(part) : part]
      if (key === 'prepare' && isPrepare(part))
        return [key, (...given: Parameters<Prepare>) => inWords(withSubtitle(part(...given), translate), translate)]
      if (key === 'validation' && isValidation(part))
        return [key, (...given: Parameters<Validation>) => rulesInWords(part(...given), translate)]
      return [key, key === 'components' ? part : inWords(part, translate)]
    }),
  )
}

/** A subtitle may be several things in a row, each said by itself. */
const withSubtitle = (prepared: Part, translate: Translate): Part =>
  typeof prepared['subtitle'] === 'string'
    ? {
        ...prepared,
        subtitle: prepared['subtitle']
          .split('｜')
          .map((each) => translate(each))
          .join('｜'),
      }
    : prepared

const rulesInWords = (rules: Rule | Rule[] | undefined, translate: Translate): Rule | Rule[] | undefined =>
  Array.isArray(rules) ? rules.map((rule) => ruleInWords(rule, translate)) : rules && ruleInWords(rules, translate)

/** The rule with its own message and those of its functions translated. Sanity's command line looks at a schema with rules that hold nothing (`schema extract`). */
function ruleInWords(rule: Rule, translate: Translate): Rule {
  if (!Array.isArray(rule._rules)) return rule
  const said = rule.clone()
  said._message = typeof rule._message === 'string' ? translate(rule._message) : rule._message
  said._rules = rule._rules.map((spec): RuleSpec => {
    if (spec.flag !== 'custom') return spec
    const decide: CustomValidator = spec.constraint
    return {
      ...spec,
      constraint: async (...given: Parameters<CustomValidator>) => {
        const result = await decide(...given)
        return typeof result === 'string' ? translate(result) : result
      },
    }
  })
  return said
}
