import { createRequire } from 'node:module'
import { isMainThread } from 'node:worker_threads'

// Loaded before the server's bundle by tests that run it as a process: argon2 at the least it can cost. The product has
// no setting for it, and so none by which a school could come to weak hashes.
if (isMainThread) {
  const argon2 = createRequire(import.meta.url)('@node-rs/argon2')
  const { hash } = argon2
  argon2.hash = (password, options) =>
    hash(password, { ...options, memoryCost: 8, timeCost: 1, parallelism: 1 })
}
