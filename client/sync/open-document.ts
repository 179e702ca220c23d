import type { OpenDocument, OpenDocumentOptions } from './document.ts'

export declare function openDocument(options: OpenDocumentOptions): OpenDocument
