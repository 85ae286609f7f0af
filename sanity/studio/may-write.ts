import { useEffect, useState } from 'react'
import { useGrantsStore } from 'sanity'

/** Whether who is signed in may write documents of this type, by the lake's own list of rights; false until that is known. Of due work: for which type. */
export function useMayWrite(type: string, documentType = ''): boolean {
  const grants = useGrantsStore()
  const [may, setMay] = useState(false)
  useEffect(() => {
    const heard = grants.checkDocumentPermission('update', { _id: 'any', _type: type, documentType }).subscribe(({ granted }) => setMay(granted))
    return () => heard.unsubscribe()
  }, [grants, type, documentType])
  return may
}
