import { expect, test } from 'vitest'
import { toSignInAfterwards } from './sign-out.ts'

const signOut = 'http://localhost/lake/v2021-06-07/auth/logout'

test.each([
  ['signed out', signOut, 204, ['/lake/sign-in']],
  ['not signed out', signOut, 503, []],
  ['anything else', 'http://localhost/lake/v2021-06-07/users/me', 200, []],
])('%s', async (_, address, status, expected) => {
  const left: string[] = []
  const through = toSignInAfterwards(
    async () => new Response(null, { status }),
    '/lake/sign-in',
    (to) => left.push(to),
  )
  expect((await through(address, { method: 'POST' })).status).toBe(status)
  expect((await through(new URL(address), { method: 'POST' })).status).toBe(status)
  expect(left).toEqual([...expected, ...expected])
})

test('who signs out in two ways at once leaves after the last answer', async () => {
  const answers: (() => void)[] = []
  const left: string[] = []
  const through = toSignInAfterwards(
    () => new Promise((resolve) => answers.push(() => resolve(new Response(null, { status: 204 })))),
    '/lake/sign-in',
    (to) => left.push(to),
  )
  const [one, other] = [through(signOut), through(signOut)]
  answers[0]?.()
  await one
  expect(left).toEqual([])
  answers[1]?.()
  await other
  expect(left).toEqual(['/lake/sign-in'])
})
