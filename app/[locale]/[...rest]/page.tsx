import { notFound } from 'next/navigation'

export const dynamic = 'force-dynamic'

/** Every address that no route knows, so that it is drawn in this layout where no gateway stands in front. */
export default function UnknownPage(): never {
  notFound()
}
