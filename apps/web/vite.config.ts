import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  build: { target: 'es2022', assetsInlineLimit: 0 },
  // In development the pages come from here and the API from a running server.
  server: { proxy: { '/api': 'http://localhost:3000' } },
});
