import { workerData } from 'node:worker_threads'

// A thread of its own in each process of the engine: the thread that works may be in a loop for minutes and hear nothing meanwhile.
const { mostBytes, parent, endForMemory }: { mostBytes: number; parent: number; endForMemory: NodeJS.Signals } =
  workerData

setInterval(() => {
  // Nobody waits for the answer any more: the site was killed.
  if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL')
  // V8 bounds its own heap. What is outside of it, such as the memory of a regular expression, is bounded here.
  if (process.memoryUsage.rss() > mostBytes) process.kill(process.pid, endForMemory)
}, 250)
