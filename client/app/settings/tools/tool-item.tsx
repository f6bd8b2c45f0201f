import { createEffect, createSignal, Show } from "solid-js";
import type { McpAsker, McpConsent, McpDefinition, McpTool } from "../../../../shared/mcp.ts";
import { now } from "../../../parts/lib/now.ts";
import { formatList, formatMoment, isolated } from "../../../ui/format.ts";
import { Icon } from "../../../ui/icon.tsx";
import { t } from "../../../words/tool-servers.ts";
import { SchemaView } from "./schema-view.tsx";

type State = "isAllowed" | "isChanged" | "isGone" | "isNew";

function stateOf({ consent, gone }: McpTool): State {
  if (consent === null) return "isNew";
  if (gone) return "isGone";
  return consent.before === null ? "isAllowed" : "isChanged";
}

const markOf: Record<State, string> = {
  isAllowed: "tool-mark tool-mark--ok",
  isChanged: "tool-mark tool-mark--warning",
  isGone: "tool-mark tool-mark--warning",
  isNew: "tool-mark",
};

const askerWords = {
  owner: "forOwners",
  admin: "forAdmins",
  member: "forMembers",
  visitor: "forVisitors",
} as const satisfies Record<McpAsker, string>;

/** A tool, what it says about itself, and for whom it is allowed. */
export function ToolItem(props: {
  tool: McpTool;
  nameOf: (user: string) => string | undefined;
  isBusy: boolean;
  onAllow: () => void;
  onForbid: () => void;
}) {
  const state = () => stateOf(props.tool);
  const [open, setOpen] = createSignal(false);
  createEffect(() => {
    if (state() === "isChanged") setOpen(true);
  });
  return (
    <li class="tool">
      <details class="tool__details" open={open()} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary class="tool__summary">
          <span class="tool__title">
            <code class="tool__name" dir="ltr">
              {props.tool.name}
            </code>
            <span class={markOf[state()]}>{t(state())}</span>
          </span>
          <span class="tool__about one-line" dir="auto">
            {props.tool.description}
          </span>
          <Icon name="chevron" size={16} />
        </summary>
        <div class="tool__more">
          <Show when={state() === "isChanged"}>
            <p class="tool-server__problem">{t("changedAbout")}</p>
          </Show>
          <Show when={state() === "isGone"}>
            <p class="tool-server__problem">{t("goneAbout")}</p>
          </Show>
          <Show when={props.tool.consent?.before} fallback={<Definition definition={props.tool} />}>
            {(before) => (
              <div class="tool__versions">
                <section>
                  <h3>{t("saidBefore")}</h3>
                  <Definition definition={before()} />
                </section>
                <section>
                  <h3>{t("saysNow")}</h3>
                  <Definition definition={props.tool} />
                </section>
              </div>
            )}
          </Show>
          <Show when={props.tool.consent}>
            {(consent) => <p class="tool__terms">{termsOf(consent(), props.nameOf)}</p>}
          </Show>
          <div class="tool-server__actions">
            <Show when={!props.tool.gone}>
              <button
                type="button"
                class="button"
                classList={{ "button--primary": state() !== "isAllowed" }}
                onClick={() => props.onAllow()}
              >
                {t(state() === "isNew" ? "allow" : state() === "isChanged" ? "allowAgain" : "change")}
              </button>
            </Show>
            <Show when={props.tool.consent !== null}>
              <button type="button" class="button" disabled={props.isBusy} onClick={() => props.onForbid()}>
                {t("forbid")}
              </button>
            </Show>
          </div>
        </div>
      </details>
    </li>
  );
}

function Definition(props: { definition: McpDefinition }) {
  return (
    <>
      <p class="tool__description" dir="auto">
        {props.definition.description || t("noDescription")}
      </p>
      <SchemaView schema={props.definition.schema} />
    </>
  );
}

function termsOf(
  { by, at, rooms, askers, approval }: McpConsent,
  nameOf: (user: string) => string | undefined,
): string {
  const who = formatList(askers.map((asker) => t(askerWords[asker])));
  return [
    t("allowedBy", { name: isolated(nameOf(by) ?? t("somebody")), when: formatMoment(at, now()) }),
    rooms === null ? t("everywhere") : t("inRooms", { count: rooms.length }),
    t("forWhom", { who }),
    t(approval === "ask" ? "asksFirst" : "asksNever"),
  ].join(" · ");
}
