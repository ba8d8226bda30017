import react from "@vitejs/plugin-react";
import { loadEnv } from "vite";
import { defineConfig } from "vitest/config";

export default defineConfig(({ mode }) => {
  const { API_URL = "http://localhost:3000" } = loadEnv(mode, ".", "API_");
  const proxy = { "/api": API_URL };
  return {
    plugins: [react()],
    // One file: what the pages add to React and Mantine is little.
    build: { chunkSizeWarningLimit: 2000 },
    server: { proxy },
    preview: { proxy },
    test: {
      environment: "happy-dom",
      // All files share what they import: it takes longer than the tests.
      isolate: false,
      include: ["src/**/*.test.{ts,tsx}"],
      setupFiles: ["src/testing/setup.ts"],
    },
  };
});
