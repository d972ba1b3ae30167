import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/**
 * Where the development server finds the API: `VITE_API=http://127.0.0.1:3101 vite --port 4101`.
 */
const api = process.env.VITE_API ?? 'http://127.0.0.1:3000';

export default defineConfig({
  plugins: [react()],
  build: {
    // No data: URIs and no inline scripts: the Content-Security-Policy allows files of this origin
    // only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2_500,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // All that a phone needs in one file: in the sixty small ones that pages share it is a
          // tenth larger, compressed, and slow to fetch over a poor network. Other pages take most
          // of it anyway; joining loads it before it is needed.
          groups: [{ name: 'phone', test: /src\/(phone\/phone-page|session\/session-gate)\.tsx$/ }],
        },
      },
      treeshake: {
        // tldraw says of none of its files that they can be left out when nothing asks for them;
        // the canvas uses a third of it. (288 kB compressed instead of 445. Style sheets are not
        // touched by this.)
        moduleSideEffects: [
          {
            test: /node_modules\/(@tldraw|tldraw|@tiptap|prosemirror-[a-z]+|@radix-ui|radix-ui)\//,
            sideEffects: false,
          },
        ],
      },
    },
  },
  server: {
    proxy: {
      '/trpc': { target: api, ws: true },
      '/sync': { target: api, ws: true },
      '/api': { target: api },
    },
  },
});
