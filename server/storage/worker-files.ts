/** What runs in threads of its own, by name: its source under `server/`. Each is bundled as `<name>.js`. */
export const workerFiles = {
  'storage-worker': 'storage/sqlite/storage-worker.ts',
  'compaction-worker': 'projection/compaction-worker.ts',
  'reading-worker': 'projection/reading-worker.ts',
} as const

export type WorkerName = keyof typeof workerFiles
