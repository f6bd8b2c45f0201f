import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { defineConfig, type Plugin } from "vite";
import solid from "vite-plugin-solid";
import { developersStyles } from "./scripts/developers-styles.ts";
import { onlyWoff2 } from "./scripts/only-woff2.ts";

const worker = `http://127.0.0.1:${process.env["PARLEY_PORT"] ?? "8787"}`;

/** Colouring code has a file for each language, and formulas have fonts: who needs one has it cached then. */
const RARE = /@shikijs\/langs|math\/typesetter/;
const RARE_ASSET = /KaTeX_|typesetter-/;

/** `service-worker.ts` with the files that the app is made of, as `/service-worker.js`. */
function serviceWorker(): Plugin {
  return {
    name: "service-worker",
    apply: "build",
    // After files that turned out to be empty are gone.
    enforce: "post",
    generateBundle(_, bundle) {
      const files = Object.values(bundle)
        .filter((file) =>
          file.type === "asset" ? !RARE_ASSET.test(file.fileName) : !RARE.test(file.facadeModuleId ?? ""),
        )
        .filter(({ fileName }) => fileName.startsWith("assets/"))
        .map(({ fileName }) => `/${fileName}`)
        .sort();
      // Their names say nothing of what is in them.
      const unnamed = ["/theme.js", "/manifest.webmanifest", "/favicon.svg", "/icon.svg"];
      const all = [...files, ...unnamed];
      const contents = unnamed.map((name) => readFileSync(`public${name}`, "utf8"));
      const version = createHash("sha256")
        .update(JSON.stringify([all, contents]))
        .digest("hex")
        .slice(0, 12);
      const code = stripTypeScriptTypes(readFileSync("client/service-worker.ts", "utf8"));
      const source = `const FILES = ${JSON.stringify(all)};\nconst VERSION = "${version}";\n${code}`;
      this.emitFile({ type: "asset", fileName: "service-worker.js", source });
    },
  };
}

/** Each device keeps the names of all emoji, so what the app does not read of them is left out: two thirds of their size. */
function fewerEmoji(): Plugin {
  return {
    name: "fewer-emoji",
    enforce: "pre",
    transform(code, id) {
      if (!id.endsWith("emojibase-data/en/compact.json")) return null;
      const TONES = 5;
      const all: { unicode: string; emoticon?: unknown; skins?: { unicode: string }[] }[] = JSON.parse(code);
      return JSON.stringify(
        all.map(({ emoticon: _, skins, ...emoji }) => ({
          ...emoji,
          ...(skins && { skins: skins.slice(0, TONES).map(({ unicode }) => ({ unicode })) }),
        })),
      );
    },
  };
}

// Builds the client only: with the Cloudflare plugin a later dry-run silently used the local bindings.
export default defineConfig({
  root: "client",
  publicDir: "../public",
  plugins: [onlyWoff2(), fewerEmoji(), solid(), developersStyles(), serviceWorker()],
  resolve: { dedupe: ["solid-js", "yjs"] },
  build: {
    outDir: "../dist/client",
    emptyOutDir: true,
    target: "es2022",
    // The content security policy allows neither inline scripts nor data: addresses.
    modulePreload: {
      polyfill: false,
      // A part that is loaded later names its styles in the first script, which waits for them, and not its scripts: their names weigh as much as
      // a screen, and the browser finds them in the part itself.
      resolveDependencies: (_, files, { hostType }) =>
        hostType === "html" ? files : files.filter((file) => file.endsWith(".css")),
    },
    assetsInlineLimit: 0,
    // What the first page needs is one file: its small parts compress better together.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: "first", tags: ["$initial"] }] } } },
  },
  server: {
    host: "127.0.0.1",
    proxy: {
      "/api": { target: worker, ws: true },
      "^/developers$": worker,
      "/dev/mail": worker,
      "/demo": worker,
      "^/widget(\\.js|/frame\\.js|/assets/|/wid_)": worker,
    },
  },
});
