import { openEngine } from './engine.ts'

// The process that durability.test.ts kills: commits without end, and says each transaction's id once it was answered.
const engine = await openEngine({ folder: process.argv[2] ?? '' })
for (let n = 0; ; n++) {
  const { transactionId, seq } = await engine.commit({
    mutations: [
      { createOrReplace: { _id: 'counter', _type: 't', n } },
      { create: { _id: `round-${process.argv[3]}-${n}`, _type: 't', n } },
    ],
    identity: 'child',
  })
  process.stdout.write(`${seq} ${transactionId}\n`)
}
