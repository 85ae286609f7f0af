/** The documents and answers as TypeGen reads them from the schema and the questions. */
export type * from './types.generated.ts'
