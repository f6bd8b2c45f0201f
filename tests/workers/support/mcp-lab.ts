/** A room, its owner's device, and servers of others whose tools its agent calls. Each file of tests begins one of its own. */
import type { ToolResult } from "../../../shared/api-tools.ts";
import { type McpServerDetails, type McpTool } from "../../../shared/mcp.ts";
import type { Step } from "../../../shared/protocol/steps.ts";
import type { PlannedTool } from "../../support/mcp-server.ts";
import { type AiRoom, aiRoom, answerTo, endOf, joinAs, prompt, script } from "./ai-room.ts";
import { addMcpServer, allowAll } from "./mcp-servers.ts";
import type { Device } from "./room.ts";

export type Call = Extract<Step, { type: "tool" }>;

export const LOOK: PlannedTool = {
  name: "look_up",
  description: "Looks up a ticket.",
  inputSchema: { type: "object", properties: { ticket: { type: "string" } }, required: ["ticket"] },
  answer: { content: [{ type: "text", text: "It is open." }] },
};

export let lab: AiRoom;
export let ada: Device;
/** An organization has at most 20 servers, and a person may ask agents so often in a minute. */
export async function begin(): Promise<void> {
  lab = await aiRoom();
  ada = await joinAs(lab, lab.ada);
}
export const add = (tools: PlannedTool[], other: Parameters<typeof addMcpServer>[3] = {}) =>
  addMcpServer(lab.ada, lab.organization.id, tools, other);
export const allow = (details: McpServerDetails, terms: Parameters<typeof allowAll>[3] = {}) =>
  allowAll(lab.ada, lab.organization.id, details, terms);
export const idOf = (details: McpServerDetails, name: string) =>
  details.tools.find((tool) => tool.name === name)?.id ?? `no ${name}`;
export const firstOf = ({ tools: [tool] }: McpServerDetails): McpTool => {
  if (tool === undefined) throw new Error("it has no tool");
  return tool;
};

export async function callOf(device: Device, answer: number): Promise<Call | undefined> {
  const told = await device.ask({ type: "steps", target: answer });
  return told.type === "steps" ? told.steps.find((step): step is Call => step.type === "tool") : undefined;
}

/** Asks, with a model that calls this tool. */
export async function call(tool: string, args: object, device = ada): Promise<Call> {
  const answer = await answerTo(
    device,
    await prompt(device, script([{ call: tool, args }, { say: "Done." }])),
  );
  await endOf(device, answer);
  const made = await callOf(device, answer.seq);
  if (made === undefined) throw new Error("no call was made");
  return made;
}

/** Asks, with a model that calls this tool, until the call waits for a person. */
export async function waitingCall(tool: string, args: object) {
  const steps = [{ call: tool, args }, { say: "Done." }];
  const answer = await answerTo(ada, await prompt(ada, script(steps)));
  await ada.until(() =>
    ada.events.find((event) => event.type === "turn.waiting" && event.target === answer.seq),
  );
  const made = await callOf(ada, answer.seq);
  const call = `${answer.message.answer?.turn}.${made?.number}`;
  return {
    answer,
    decide: (decision: object) => ada.ask({ type: "decide", call, digest: made?.digest, ...decision }),
  };
}

export const execute = (tool: string, args: object, who = lab.ada) =>
  who.post<ToolResult>(`/api/v1/tools/execute?organization=${lab.organization.id}`, {
    tool,
    arguments: args,
  });
