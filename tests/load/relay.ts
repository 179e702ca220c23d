import type { AddressInfo } from 'node:net'
import { WebSocketServer, type WebSocket } from 'ws'
import { answerBench } from './bench-host.ts'

/**
 * The least that can carry frames between people: no CRDT, no rights, nothing stored. What the server of the product
 * costs is said in multiples of this.
 */
const rooms = new Map<string, Set<WebSocket>>()
const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false })

server.on('connection', (socket, request) => {
  const path = request.url ?? '/'
  const room = rooms.get(path) ?? new Set()
  rooms.set(path, room)
  room.add(socket)
  socket.on('message', (frame) => {
    for (const other of room) if (other !== socket) other.send(frame)
  })
  socket.on('close', () => {
    room.delete(socket)
    if (room.size === 0) rooms.delete(path)
  })
})

server.on('listening', () => {
  answerBench(
    { url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`, documents: [] },
    () => {
      server.close()
      for (const socket of server.clients) socket.terminate()
    },
  )
})
