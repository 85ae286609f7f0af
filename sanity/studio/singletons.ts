import type { DocumentActionComponent, DocumentActionsContext, NewDocumentOptionsResolver, Template } from 'sanity'

/** Types of which there is exactly one document, whose id is the type's name. */
const singletons = ['siteSettings']

const safeActions = ['publish', 'discardChanges', 'restore']

/** No second document of a singleton's type can be begun, from whatever menu. */
export const withoutSingletonTemplates = (templates: Template[]): Template[] =>
  templates.filter(({ schemaType }) => !singletons.includes(schemaType))

export const newDocumentOptions: NewDocumentOptionsResolver = (items) => items.filter(({ templateId }) => !singletons.includes(templateId))

/** A singleton can be published and its draft discarded; it can't be unpublished, deleted or duplicated (the site would lose it). */
export const documentActions = (actions: DocumentActionComponent[], { schemaType }: DocumentActionsContext): DocumentActionComponent[] =>
  singletons.includes(schemaType) ? actions.filter(({ action }) => action && safeActions.includes(action)) : actions
