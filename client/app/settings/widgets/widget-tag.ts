import type { WidgetId } from "../../../../shared/ids.ts";

/** Where a company's developer puts the widget. The values stand in the code, so they are never translated. */
export const PLACES = ["html", "react", "vue", "wordpress", "shopify", "tagManager"] as const;
export type TagPlace = (typeof PLACES)[number];

/** The code to copy. An id and an origin have no sign that means anything in any of these languages. */
export function tagFor(place: TagPlace, origin: string, widget: WidgetId): string {
  const tag = `<script async src="${origin}/widget.js" data-widget="${widget}"></script>`;
  switch (place) {
    case "html":
    case "shopify":
    case "tagManager":
      return tag;
    case "react":
      return [
        `import { useEffect } from "react";`,
        ``,
        `export function ParleyWidget() {`,
        `  useEffect(() => {`,
        `    const script = document.createElement("script");`,
        `    script.async = true;`,
        `    script.src = "${origin}/widget.js";`,
        `    script.dataset.widget = "${widget}";`,
        `    document.head.append(script);`,
        `    return () => {`,
        `      window.Parley?.shutdown();`,
        `      script.remove();`,
        `    };`,
        `  }, []);`,
        `  return null;`,
        `}`,
      ].join("\n");
    case "vue":
      return [
        `<script setup>`,
        `import { onMounted, onUnmounted } from "vue";`,
        ``,
        `const script = document.createElement("script");`,
        `script.async = true;`,
        `script.src = "${origin}/widget.js";`,
        `script.dataset.widget = "${widget}";`,
        `onMounted(() => document.head.append(script));`,
        `onUnmounted(() => {`,
        `  window.Parley?.shutdown();`,
        `  script.remove();`,
        `});`,
        `</script>`,
      ].join("\n");
    case "wordpress":
      return [`add_action( 'wp_footer', function () {`, `  echo '${tag}';`, `} );`].join("\n");
  }
}
