import { defineConfig } from "vitest/config";

const gateway = process.env["GAD_URL"] ?? "http://127.0.0.1:8080";

export default defineConfig({
  build: {
    outDir: "../wwwroot",
    emptyOutDir: true,
    target: "es2022",
    // maplibre is 1 MB by itself; apart, it stays in the browser's cache over releases of the console.
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      // Two pages: the console at a desk, and the field page, which must stay small.
      input: { console: "index.html", campo: "campo.html" },
      output: { codeSplitting: { groups: [{ name: "maplibre", test: /node_modules[\\/](maplibre-gl|@maplibre|@mapbox)/ }] } },
    },
  },
  server: {
    proxy: {
      "/api": gateway,
      "/dev": gateway,
      "/live": { target: gateway, ws: true },
    },
  },
  test: { include: ["test/**/*.test.ts"], environment: "node" },
});
