import type { Plugin } from "vite";

/**
 * KaTeX's style sheet names each font in three formats. Every browser that the app runs in reads the first, so the other 40 files are left
 * out.
 */
export function onlyWoff2(): Plugin {
  return {
    name: "only-woff2",
    enforce: "pre",
    transform(code, id) {
      if (!id.includes("katex") || !id.endsWith(".css")) return null;
      return code.replace(/,\s*url\([^)]+\)\s*format\("(?:woff|truetype)"\)/g, "");
    },
  };
}
