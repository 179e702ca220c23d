/** The storage will not open: its message is a sentence for whoever runs the server, with what to do. */
export class StorageRefusal extends Error {
  constructor(sentence: string, cause?: unknown) {
    super(sentence, { cause })
    this.name = 'StorageRefusal'
  }
}
