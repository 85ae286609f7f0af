import { useEffect, useState } from 'react'

const MINUTE = 60_000

/** The time, told again every minute or so many milliseconds: what is about to happen is then not about to happen any more. */
export function useNow(every = MINUTE): Date {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), every)
    return () => clearInterval(timer)
  }, [every])
  return now
}
