import { z } from 'zod'
import { hasWords } from '../text/words.ts'

/**
 * A field that may be missing.
 * @returns its value, or null; never undefined.
 */
export const maybe = <S extends z.ZodType>(schema: S) => schema.nullish().transform((value) => value ?? null)

/**
 * An array that may be missing.
 * @returns an array, empty when there was none.
 */
export const list = <S extends z.ZodType>(schema: S) =>
  z
    .array(schema)
    .nullish()
    .transform((items) => items ?? [])

/** Marks an issue of `whole`: the tolerant parser must not put null in the place of the value. */
export const WHOLE = 'whole'

/**
 * A field that takes its object with it when it is broken. Without it a broken end of a placement would be left out by itself,
 * and the banner would stand for ever.
 */
export const whole = <S extends z.ZodType>(schema: S) =>
  z
    .custom<z.input<S>>(() => true)
    .transform((value, context): z.output<S> => {
      const parsed = schema.safeParse(value)
      if (parsed.success) return parsed.data
      context.addIssue({
        code: 'custom',
        message: parsed.error.issues[0]?.message ?? 'invalid',
        params: { [WHOLE]: true },
      })
      return z.NEVER
    })

/**
 * An object that is dropped whole when any field of it is broken, made into something else by `make`. For long lists: `whole` looks again at
 * each field, this once at the object, and a schema that only checks is many times faster than one that transforms its fields.
 */
export const allOrNothing = <S extends z.ZodType, T>(schema: S, make: (value: z.output<S>) => T) =>
  z
    .custom<z.input<S>>(() => true)
    .transform((value, context): T => {
      const parsed = schema.safeParse(value)
      if (parsed.success) return make(parsed.data)
      const [issue] = parsed.error.issues
      context.addIssue({
        code: 'custom',
        path: [...(issue?.path.slice(0, 1) ?? [])],
        message: issue?.message ?? 'invalid',
        params: { [WHOLE]: true },
      })
      return z.NEVER
    })

/** A text that has something to read. */
export const words = z.string().refine(hasWords, { message: 'a text without a visible character' })

const [earliest, latest] = [Date.parse('0000-01-01T00:00:00Z'), Date.parse('9999-12-31T23:59:59.999Z')]

/**
 * An instant as the lake stores it: ISO 8601 with Z or an offset. In UTC too its year has four digits: `9999-12-31T23:00:00-05:00` would come
 * back as `+010000-…`, which nothing else takes for an instant.
 */
export const writtenInstant = z.iso
  .datetime({ offset: true })
  .refine((text) => !(Date.parse(text) < earliest || Date.parse(text) > latest), {
    message: 'an instant outside of the years 0000 to 9999',
  })

/**
 * @param text an instant as it is stored.
 * @returns the same instant, `2023-04-03T02:00:00.000Z`.
 */
export const toUtc = (text: string): string => (/^[^.+]{19}\.\d{3}Z$/.test(text) ? text : new Date(text).toISOString())

/**
 * A UTC instant as the lake stores it (ISO 8601 with Z or an offset).
 * @returns the same instant, `2023-04-03T02:00:00.000Z`.
 */
export const instant = writtenInstant.transform(toUtc)

/** The two fields by which a finding names its document. */
export const identity = { _id: z.string(), _rev: z.string() }
