import { expect, test } from 'vitest'
import { keepInside } from './outside-hosts.ts'

const origin = 'http://localhost:3000'

test('what stays on the origin is passed on, what would leave is answered here', async () => {
  const passed: string[] = []
  const inside = keepInside(async (input) => {
    passed.push(String(input))
    return new Response('from the network')
  }, origin)

  expect(await (await inside('/lake/v1/users/me')).text()).toBe('from the network')
  expect(await (await inside(`${origin}/studio`)).text()).toBe('from the network')
  expect(await (await inside('blob:http://localhost:3000/1')).text()).toBe('from the network')
  expect((await inside('https://sanity-cdn.com/v1/modules/sanity/latest/^6.16.0/t1')).status).toBe(200)
  expect((await inside(new Request('https://api.sanity.io/vX/intake/feedback', { method: 'POST' }))).status).toBe(404)
  expect((await inside(`${origin}/lake/v1/ping?tag=sanity.studio.protocol-check`)).status).toBe(200)
  expect((await inside('http://lakeside.localhost:3000/lake/v1/users/me')).status).toBe(404)
  expect(passed).toEqual(['/lake/v1/users/me', `${origin}/studio`, 'blob:http://localhost:3000/1'])
})
