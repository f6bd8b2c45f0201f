import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";
import { root } from "./root.ts";

const NAME = "developers.css";
const PARTS = ["client/ui/tokens.css", "client/developers/developers.css"];

/** `/developers.css`: its name has no version, because the server writes the page that asks for it. */
export function developersStyles(): Plugin {
  const styles = () => PARTS.map((path) => readFileSync(join(root, path), "utf8")).join("\n");
  return {
    name: "developers-styles",
    generateBundle() {
      this.emitFile({ type: "asset", fileName: NAME, source: styles() });
    },
    configureServer(server) {
      server.middlewares.use(`/${NAME}`, (_, response) => {
        response.setHeader("content-type", "text/css; charset=utf-8");
        response.end(styles());
      });
    },
  };
}
