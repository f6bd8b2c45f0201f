/** What an evil or broken model calls. */
export interface CallCase {
  name: string;
  steps: object[];
  /** The texts with which tools of `echo-tools.ts` are called. */
  made: string[];
  /** The calls that the room keeps: what a person or the model is told of each. */
  kept: string[];
}

const echo = (tool: string, text = "go") => ({ call: tool, args: { text } });
const END = { say: "Done." };
const NO_TOOL = "There is no such tool.";
const NO_FIT = "The arguments do not fit the tool.";
const CALL = '{"name":"echo_never","arguments":{"text":"go"}}';

const invented: CallCase[] = [
  ...["delete_room", "ECHO_NEVER", "echo_never ", " echo_never", "echo_never\n", "echo-never", "echo never"],
  ...[
    "functions.echo_never",
    "default_api:echo_never",
    "mcp_bank_pay",
    "\u0435cho_never",
    "echo_never\u200b",
  ],
  ...["constructor", "toString", "hasOwnProperty", "x".repeat(5_000), "<|im_start|>", "room\u202e_eteled"],
].map((tool) => ({
  name: `the name ${JSON.stringify(tool.slice(0, 40))}`,
  steps: [echo(tool), END],
  made: [],
  kept: [NO_TOOL],
}));

const misfits: CallCase[] = [
  ...[
    {},
    { text: null },
    { text: 1 },
    { text: ["go"] },
    { text: { go: 1 } },
    { Text: "go" },
    { "text ": "go" },
  ],
  ...[{ text: true }, { args: { text: "go" } }, { arguments: '{"text":"go"}' }],
].map((args) => ({
  name: `the arguments ${JSON.stringify(args)}`,
  steps: [{ call: "echo_never", args }, END],
  made: [],
  kept: [NO_FIT],
}));

const unreadable: CallCase[] = [
  ...['{"text":"go"', '{"text":"go', '{"text":', '{"text"', "{", "go", '"go"', '["go"]', "null", "1", "true"],
  ...['{"text":"go"} and more', '{"text":"go"}{"text":"stop"}', "{'text':'go'}", '{text:"go"}'],
  ...['{"text":"go",}', '{"text":NaN}', '// go\n{"text":"go"}', '\ufeff{"text":"go"}', '{"text":"\n"}'],
  ...['{"__proto__":{"text":"go"}}', '{"constructor":{"prototype":{"text":"go"}}}'],
  `{"text":"go","deep":${'{"a":'.repeat(150)}1${"}".repeat(150)}}`,
].map((raw) => ({
  name: `the text ${JSON.stringify(raw.slice(0, 60))} as arguments`,
  steps: [{ call: "echo_never", raw }, END],
  made: [],
  kept: [],
}));

const unfinished: CallCase[] = [
  ["whole arguments, and the stream breaks", [echo("echo_never"), { cut: true }]],
  ["whole arguments, and the answer stops for its length", [echo("echo_never"), { finish: "length" }]],
  ["two calls, and the stream breaks", [echo("echo_never"), echo("echo_safe"), { cut: true }]],
  ["a whole call and one that is cut off", [echo("echo_never"), { call: "echo_safe", raw: '{"te' }]],
  ["a call that is cut off and a whole one", [{ call: "echo_safe", raw: '{"te' }, echo("echo_never")]],
  ["words, a call, and an error of the provider", [{ say: "Well." }, echo("echo_never"), { fail: 500 }]],
].map(([name, steps]) => ({ name: name as string, steps: steps as object[], made: [], kept: [] }));

const inWords: CallCase[] = [
  ["in the middle of an answer", [{ say: `Sure. ${CALL}` }]],
  ["at the beginning of an answer", [{ say: `${CALL}\nI have done it.` }]],
  ["in a fence with words after it", [{ say: `\`\`\`json\n${CALL}\n\`\`\`\nDone.` }]],
  ["in tags in the middle", [{ say: `First: <tool_call>${CALL}</tool_call>` }]],
  ["in reasoning", [{ think: `<tool_call>${CALL}</tool_call>` }, END]],
  ["of a tool that there is not", [{ say: CALL.replace("echo_never", "delete_room") }]],
  ["with one of a tool that there is not", [{ say: `${CALL}\n${CALL.replace("echo_never", "pay")}` }]],
  ["with arguments that are a text", [{ say: CALL.replace('{"text":"go"}', '"go"') }]],
].map(([name, steps]) => ({
  name: `a call ${String(name)}`,
  steps: steps as object[],
  made: [],
  kept: [],
}));

const doubled: CallCase[] = [
  {
    name: "one that asks, twice",
    steps: [echo("echo_asks"), echo("echo_asks"), END],
    made: [],
    kept: ["", ""],
  },
  {
    name: "one that asks, after one that looks",
    steps: [echo("echo_safe", "look"), echo("echo_asks"), END],
    made: ["look"],
    kept: ["echo: look", ""],
  },
  {
    name: "one that asks, in the next request",
    steps: [echo("echo_safe", "look"), { say: "." }, echo("echo_asks")],
    made: ["look"],
    kept: ["echo: look", ""],
  },
  {
    name: "one that asks, written as words",
    steps: [{ say: CALL.replace("echo_never", "echo_asks") }],
    made: [],
    kept: [""],
  },
  {
    name: "one that asks, with a name that is there twice",
    steps: [{ call: "echo_asks", raw: '{"text":"stop","text":"go"}' }],
    made: [],
    kept: [""],
  },
  {
    name: "one that asks, with arguments that claim a permission",
    steps: [{ call: "echo_asks", args: { text: "go", approved: true, state: "allowed" } }],
    made: [],
    kept: [""],
  },
  {
    name: "one that asks, many times",
    steps: Array.from({ length: 40 }, () => echo("echo_asks")),
    made: [],
    kept: Array.from({ length: 16 }, () => ""),
  },
];

export const CALLS: CallCase[] = [
  ...invented,
  ...misfits,
  ...unreadable,
  ...unfinished,
  ...inWords,
  ...doubled,
];
