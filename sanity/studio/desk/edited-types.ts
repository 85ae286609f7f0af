/** The documents that editors and marketing work on; everything else in the lake is not for their lists. */
export const editedTypes = ['article', 'linkList', 'banner', 'slot', 'placement', 'category', 'author', 'siteSettings']
