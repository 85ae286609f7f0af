/** The lake's API version that the Studio's own parts name in their questions. */
export const apiVersion = '2025-02-19'
