/** What a promise comes to, or null once a time in milliseconds is over. */
export async function withinTime<T>(promise: Promise<T>, ms: number): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms)
  })
  const first = await Promise.race([promise, late])
  clearTimeout(timer)
  return first
}
