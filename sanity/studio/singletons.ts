import type { DocumentActionComponent, DocumentActionsContext, NewDocumentOptionsResolver, Template } from 'sanity'

/** Types of which there is exactly one document, whose id is the type's name. */
const singletons = new Set(['siteSettings'])

const safeActions = new Set<string>(['publish', 'discardChanges', 'restore'])

/** No second document of a singleton's type can be begun, from whatever menu. */
export const withoutSingletonTemplates = (templates: Template[]): Template[] =>
  templates.filter(({ schemaType }) => !singletons.has(schemaType))

export const newDocumentOptions: NewDocumentOptionsResolver = (items) =>
  items.filter(({ templateId }) => !singletons.has(templateId))

/** A singleton can be published and its draft discarded; it can't be unpublished, deleted or duplicated (the site would lose it). */
export const documentActions = (
  actions: DocumentActionComponent[],
  { schemaType }: DocumentActionsContext,
): DocumentActionComponent[] =>
  singletons.has(schemaType) ? actions.filter(({ action }) => action && safeActions.has(action)) : actions
