import { Markdown } from "../ui/markdown/markdown.tsx";
import { StreamedMarkdown } from "../ui/markdown/streamed-markdown.tsx";
import { Part, Specimen } from "./specimen.tsx";

const ANSWER = `# Refunds of *both* shops

A refund takes **five days**, see [the rules](https://example.com/refunds). Inline \`code\` and $a^2 + b^2$.

1. The parcel comes back.
2. Somebody looks at it.
   - Complete: everything is paid back.
   - Damaged: ask Grace.

> What was opened is not taken back.

| Country | Days | Costs |
| :------ | ---: | ----: |
| Germany |    5 |  4.90 |
| Japan   |   12 | 18.00 |

\`\`\`ts
export const days = (country: string): number => (country === "DE" ? 5 : 12); // working days
\`\`\`

$$ \\sum_{n=1}^{\\infty} \\frac{1}{n^2} = \\frac{\\pi^2}{6} $$

- [x] looked up
- [ ] told Grace
`;

const MESSAGE =
  "Hello *Grace*, `npm test` is _green_:\n```\n12 passed\n```\nمرحبا، 你好, สวัสดี https://example.com";

export function Texts() {
  return (
    <Part title="Texts">
      <Specimen name="An answer" wide>
        <StreamedMarkdown text={ANSWER} running={false} />
      </Specimen>
      <Specimen name="An answer that is written, inside of a table" wide>
        <StreamedMarkdown text={ANSWER.slice(0, ANSWER.indexOf("| Japan") + 12)} running />
      </Specimen>
      <Specimen name="A message" wide>
        <Markdown text={MESSAGE} mentions={[]} />
      </Specimen>
    </Part>
  );
}
