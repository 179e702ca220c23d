import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'

/** The client. The server's bundle is made by server/build.ts. */
export default defineConfig({
  root: 'client',
  plugins: [svelte()],
  build: {
    outDir: '../dist/client',
    manifest: true,
    emptyOutDir: true,
    target: 'es2022',
    // A strict Content-Security-Policy: nothing inline, fonts and pictures as files.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    port: 5173,
    proxy: {
      '/api': 'http://127.0.0.1:3000',
      '/healthz': 'http://127.0.0.1:3000',
      '/sync': { target: 'ws://127.0.0.1:3000', ws: true },
      '/live': { target: 'ws://127.0.0.1:3000', ws: true },
    },
  },
})
