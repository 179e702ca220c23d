// Loaded before the server's bundle by tests that come back another day: its clock goes on from then. The product has no
// setting for it, and so none by which what is kept for its days could be wiped before.
const aheadMs = Number(process.env.STAFFROOM_TEST_AHEAD_MS ?? 0)
const { now } = Date
if (aheadMs > 0) Date.now = () => now() + aheadMs
