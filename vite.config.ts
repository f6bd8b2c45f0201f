import { defineConfig } from "vite";
import solid from "vite-plugin-solid";

const worker = `http://127.0.0.1:${process.env["PARLEY_PORT"] ?? "8787"}`;

// Builds the client only: with the Cloudflare plugin a later dry-run silently used the local bindings.
export default defineConfig({
  root: "client",
  publicDir: "../public",
  plugins: [solid()],
  resolve: { dedupe: ["solid-js", "yjs"] },
  build: {
    outDir: "../dist/client",
    emptyOutDir: true,
    target: "es2022",
    // The content security policy allows neither inline scripts nor data: addresses.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
  server: {
    host: "127.0.0.1",
    proxy: { "/api": { target: worker, ws: true } },
  },
});
