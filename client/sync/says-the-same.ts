import * as Y from 'yjs'
import { readRoots } from './plain-text.ts'

/**
 * Whether a document, which holds everything of the server's, has nothing besides. Deletions are judged by what is
 * left to read: every replica removes superfluous formatting for itself, so they differ where nothing was lost. A
 * struct that the server lacks counts although it shows nothing: it is an edit that was not kept.
 */
export function saysTheSame(doc: Y.Doc, update: Uint8Array): boolean {
  const servers = new Y.Doc()
  Y.applyUpdate(servers, update)
  if (hasStructsBesides(doc, servers)) return false
  const theirs = readRoots(servers)
  servers.destroy()
  const ours = readRoots(doc)
  return ours.size === theirs.size && [...ours].every(([name, said]) => theirs.get(name) === said)
}

function hasStructsBesides(doc: Y.Doc, servers: Y.Doc): boolean {
  for (const [client, structs] of doc.store.clients) {
    const known = Y.getState(servers.store, client)
    if (structs.some((struct) => struct.id.clock + struct.length > known)) return true
  }
  return false
}
