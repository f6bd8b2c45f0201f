// @ts-check
import solid from "eslint-plugin-solid/configs/typescript";
import tseslint from "typescript-eslint";
import { clientLayers, forbiddenFor, serverEquals, serverLayers } from "./scripts/layers.ts";

/** Rules of one name do not add up in a flat configuration: each folder gets one rule with all that it must not import. */
const forbid = (files, ...patterns) => ({
  files,
  rules: { "no-restricted-imports": ["error", { patterns }] },
});

const PLATFORM = {
  regex:
    "^(cloudflare:|partyserver|partysocket|hono|ai$|ai/|workers-ai-provider|solid-js|@solidjs|drizzle-orm|better-auth)",
  message: "Rules are pure: no platform, no framework.",
};
const CLIENT = { regex: "/client/", message: "The server does not import the client." };

/** Files of the server: each layer imports itself and lower ones (`scripts/layers.ts`). */
const serverWalls = serverLayers.map((layer) => {
  const forbidden = forbiddenFor(layer, serverLayers, serverEquals).map((name) =>
    name.endsWith(".ts") ? name.replace(".", "\\.") : `${name}/`,
  );
  const above = {
    regex: `^(\\.\\./)+(${forbidden.join("|")})`,
    message: `server/${layer} is a lower layer.`,
  };
  return forbid(
    [layer.endsWith(".ts") ? `server/${layer}` : `server/${layer}/**/*.ts`],
    ...(forbidden.length === 0 ? [] : [above]),
    ...(layer === "rules" ? [PLATFORM] : []),
    CLIENT,
  );
});

const HEADLESS = {
  regex: "^(solid-js|@solidjs|virtua|marked|hono|partyserver)",
  message: "The SDK is headless.",
};
const ROUTER = { regex: "^@solidjs/router", message: "A room stands in pages without a router too." };

/** Files of the client, in the same way. `app/room` has a folder `people` of its own: the test of the layers knows them apart. */
const clientWalls = clientLayers.map((layer) => {
  const forbidden = forbiddenFor(layer, clientLayers)
    .map((name) => (layer.startsWith("app/") ? name.replace("app/", "(app/)?") : name.replace(/\/.*/, "")))
    .filter((name) => layer !== "app/room" || name !== "(app/)?people");
  const above = {
    regex: `^(\\.\\./)+(${[...new Set(forbidden)].join("|")})/`,
    message: `client/${layer} is a lower layer.`,
  };
  return forbid(
    [`client/${layer}/**/*`],
    ...(forbidden.length === 0 ? [] : [above]),
    ...(layer === "sdk" ? [HEADLESS] : []),
    ...(layer === "app/room" ? [ROUTER] : []),
    { regex: "/server/", message: "The client does not import the server." },
  );
});

/** Clock, randomness and the network are arguments. */
const PURE = {
  "no-restricted-globals": [
    "error",
    "fetch",
    "setTimeout",
    "setInterval",
    "crypto",
    "WebSocket",
    "localStorage",
    "document",
    "window",
  ],
  "no-restricted-properties": [
    "error",
    { object: "Date", property: "now", message: "The clock is an argument." },
    { object: "Math", property: "random", message: "Randomness is an argument." },
  ],
};

const SYNTAX = [
  { selector: "JSXAttribute[name.name='innerHTML']", message: "Render tokens, not strings." },
  {
    selector:
      "ImportDeclaration[importKind='value'][source.value=/^zod/] > ImportSpecifier[importKind='value']",
    message: "Write `import * as z`: a named import brings 64 locales into the bundle.",
  },
];

/** All words that people see are in `client/words`. A name of the product or a key of the keyboard is no word. */
const WORD = "/\\p{L}\\p{Ll}/u";
// Two small letters in a row: the path of an icon has none.
const SENTENCE = "/^\\p{Lu}.*\\s\\S*\\p{Ll}{2}/u";
/** Of icons and fields. */
const NAME = "/^\\p{Lu}\\p{Ll}/u";
const SEEN =
  "/^(aria-(label|description|placeholder|roledescription|valuetext)|alt|confirm|empty|foot|help|hint|heading|label|message|note|placeholder|subtitle|text|title)$/";
const TEXT = "Take words from `client/words`.";
/** Folders whose words are all in the catalogue. */
const IN_CATALOGUE = ["app", "parts", "ui", "widget"];
const WORDS = [
  { selector: `JSXText[value=${WORD}]`, message: TEXT },
  { selector: `JSXAttribute[name.name=${SEEN}] > Literal[value=${WORD}]`, message: TEXT },
  { selector: `JSXAttribute[name.name=${SEEN}] TemplateElement[value.raw=${WORD}]`, message: TEXT },
  { selector: `JSXAttribute[name.name='name'] > Literal[value=${NAME}]`, message: TEXT },
  // An `Error` is for whoever mends the code.
  { selector: `Literal[value=${SENTENCE}]:not(NewExpression[callee.name='Error'] > *)`, message: TEXT },
  {
    selector: `TemplateElement[value.raw=${SENTENCE}]:not(NewExpression[callee.name='Error'] *)`,
    message: TEXT,
  },
  {
    selector: "CallExpression[callee.name='t']:not(:function *)",
    message: "Call `t` inside of a function: the words of a language may not be loaded yet when a file is.",
  },
];

export default tseslint.config(
  { ignores: ["dist/", ".data/", ".wrangler/", "**/node_modules/", "coverage/"] },
  ...tseslint.configs.recommended,
  {
    files: ["**/*.ts", "**/*.tsx"],
    // The rules that need types are in `.oxlintrc.json`: they take a sixth of the time there.
    rules: {
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/consistent-type-imports": [
        "error",
        { fixStyle: "inline-type-imports", disallowTypeAnnotations: false },
      ],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      eqeqeq: "error",
      "no-restricted-syntax": ["error", ...SYNTAX],
    },
  },

  // ---- the walls
  { files: ["server/rules/**/*.ts", "shared/**/*.ts"], rules: PURE },
  forbid(["shared/**/*.ts"], PLATFORM, {
    regex: "/(server|client|tests)/",
    message: "shared/ imports nothing of the others.",
  }),
  ...serverWalls,
  {
    files: ["server/**/*.ts"],
    ignores: ["server/outside/fetch.ts", "server/local/**", "server/rules/**"],
    rules: {
      "no-restricted-globals": [
        "error",
        { name: "fetch", message: "Only server/outside/fetch.ts reaches outside." },
      ],
    },
  },
  ...clientWalls,
  {
    files: ["client/**/*.ts", "client/**/*.tsx"],
    rules: {
      "@typescript-eslint/no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              regex: "^zod|shared/protocol/(shapes|room-shapes|parse|parse-inbox)\\.ts$",
              message: "The parsers are for the server: a browser would load all of them. Import types only.",
              allowTypeImports: true,
            },
          ],
        },
      ],
    },
  },

  { files: ["client/**/*.tsx"], ...solid },
  {
    files: IN_CATALOGUE.flatMap((folder) => [`client/${folder}/**/*.ts`, `client/${folder}/**/*.tsx`]),
    rules: { "no-restricted-syntax": ["error", ...SYNTAX, ...WORDS] },
  },
  // Ambient globals are declared with var, whatever one thinks of it.
  { files: ["**/*.d.ts"], rules: { "no-var": "off", "@typescript-eslint/no-empty-object-type": "off" } },
  { files: ["**/*.js"], ...tseslint.configs.disableTypeChecked },
);
