/// <reference lib="webworker" />
/**
 * Opens Staffroom where there is no network: the page and every part of it, as they were built, are kept on the
 * device. Nothing that people wrote is: views are kept by taken.ts and documents by y-indexeddb, which a person
 * takes off the device by signing out. This file imports nothing, so that it stays one classic script.
 */
declare const self: ServiceWorkerGlobalScope
// A module to the compiler only, so that its names are its own.
export {}

/**
 * What the client is made of; written here by the build (client-parts in vite.config.ts). Scripts and styles also
 * stand end to end in one pack, each with its length in bytes: hundreds of them asked for one by one keep a slow
 * laptop busy for seconds, and bad Wi-Fi for longer.
 */
declare const __SHELL__: {
  version: string
  pack: string
  packed: [path: string, bytes: number][]
  others: string[]
}

const shell = __SHELL__
const files = new Set([...shell.packed.map(([path]) => path), ...shell.others])
const prefix = 'staffroom-shell/'
const cacheName = prefix + shell.version
const page = '/index.html'

/** A page that is not here by now comes from the device: a hall's Wi-Fi often neither answers nor fails. */
const navigationMsMax = 1_500
/** An update that brings no more scripts and styles than this fetches them one by one. */
const singlyMax = 30
/** Pages of earlier versions may be open for days, but not of many. */
const earlierVersionsMax = 2

self.addEventListener('install', (event) => {
  event.waitUntil(install())
})

self.addEventListener('activate', (event) => {
  event.waitUntil(activate())
})

self.addEventListener('message', (event) => {
  event.waitUntil(tidy(event))
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin) return
  // The server's own answers hold people's words; they pass by this worker untouched.
  if (/^\/(api|sync|live|healthz)(\/|$)/.test(pathname)) return
  if (files.has(pathname) || pathname.startsWith('/assets/')) {
    if (pathname !== page) event.respondWith(answerFile(request))
    return
  }
  // Every address without an ending is the same page (server/http/files.ts).
  if (request.mode === 'navigate' && !/\.[^/]*$/.test(pathname)) {
    event.respondWith(answerPage(request))
  }
})

async function install(): Promise<void> {
  const cache = await caches.open(cacheName)
  const missing = new Set(files)
  for (const path of await takeOver(cache)) missing.delete(path)
  if (shell.packed.filter(([path]) => missing.has(path)).length > singlyMax) {
    for (const path of await unpack(cache)) missing.delete(path)
  }
  await Promise.all([...missing].map(async (path) => cache.put(path, await fetchWhole(path))))
  // No page is reloaded by it: an open one goes on and finds its parts in the cache of its version.
  await self.skipWaiting()
}

/** What bears a hash and is here from an earlier version need not be fetched again. */
async function takeOver(cache: Cache): Promise<string[]> {
  const names = await caches.keys()
  if (!names.some((name) => name.startsWith(prefix) && name !== cacheName)) return []
  const taken = [...files].filter(isHashed).map(async (path) => {
    const known = await caches.match(path, { ignoreVary: true })
    if (known) await cache.put(path, known)
    return known ? path : null
  })
  return (await Promise.all(taken)).filter((path) => path !== null)
}

/** Fills the cache from the pack, and says with what. */
async function unpack(cache: Cache): Promise<string[]> {
  const bytes = await (await fetchWhole(shell.pack)).arrayBuffer()
  const length = shell.packed.reduce((sum, [, length]) => sum + length, 0)
  if (length !== bytes.byteLength) throw new Error(`${shell.pack}: ${bytes.byteLength} bytes`)
  let end = 0
  const put = shell.packed.map(async ([path, length]) => {
    const part = bytes.slice(end, (end += length))
    const type = path.endsWith('.css') ? 'text/css' : 'text/javascript'
    const headers = {
      'Content-Type': `${type}; charset=utf-8`,
      'X-Content-Type-Options': 'nosniff',
    }
    await cache.put(path, new Response(part, { headers }))
    return path
  })
  return Promise.all(put)
}

async function activate(): Promise<void> {
  await dropEarlier(earlierVersionsMax)
  // So that the very first visit can already lose its network.
  await self.clients.claim()
}

/** A page says which entry it runs. When it is the only one, and of this version, no other version is needed. */
async function tidy(event: ExtendableMessageEvent): Promise<void> {
  const { entry } = event.data as { entry?: unknown }
  if (typeof entry !== 'string' || !files.has(entry)) return
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  if (windows.length > 1) return
  await dropEarlier(0)
}

async function dropEarlier(keptMax: number): Promise<void> {
  // In the order in which they were made; a newer one may be about to take over.
  const names = (await caches.keys()).filter((name) => name.startsWith(prefix))
  const earlier = names.slice(0, Math.max(0, names.indexOf(cacheName)))
  const surplus = earlier.slice(0, Math.max(0, earlier.length - keptMax))
  await Promise.all(surplus.map((name) => caches.delete(name)))
}

async function answerFile(request: Request): Promise<Response> {
  const own = await (await caches.open(cacheName)).match(request, { ignoreVary: true })
  // A page of an earlier version asks for its own parts.
  return own ?? (await caches.match(request, { ignoreVary: true })) ?? fetch(request)
}

async function answerPage(request: Request): Promise<Response> {
  const cache = await caches.open(cacheName)
  const kept = await cache.match(page, { ignoreVary: true })
  if (!kept) return fetch(request)
  const late = new Promise<Response>((resolve) => {
    setTimeout(() => resolve(kept), navigationMsMax)
  })
  const fresh = fetch(request).then(
    // Something in front of a server that is down answers for it.
    (response) => (response.status >= 500 ? kept : response),
    () => kept,
  )
  return Promise.race([fresh, late])
}

async function fetchWhole(path: string): Promise<Response> {
  const response = await fetch(path, isHashed(path) ? {} : { cache: 'no-cache' })
  if (!response.ok) throw new Error(`${path}: ${response.status}`)
  return response
}

function isHashed(path: string): boolean {
  return path.startsWith('/assets/')
}
