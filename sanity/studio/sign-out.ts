/**
 * After signing out the Studio asks in English for a "login provider". There is one: its page says the same in the person's language.
 * @param lakeFetch the way to the lake.
 * @param signInPage where a person signs in.
 * @param go leaves the Studio for an address.
 */
export function toSignInAfterwards(
  lakeFetch: typeof fetch,
  signInPage: string,
  go: (address: string) => void,
): typeof fetch {
  let pending = 0
  return async (input, init) => {
    const address = input instanceof Request ? input.url : String(input)
    if (!/\/auth\/logout(?:$|\?)/.test(address)) return lakeFetch(input, init)
    // The Studio signs out twice at once, by cookie and by token; leaving after the first answer would call the other off.
    pending += 1
    try {
      const response = await lakeFetch(input, init)
      if (pending === 1 && response.ok) go(signInPage)
      return response
    } finally {
      pending -= 1
    }
  }
}
