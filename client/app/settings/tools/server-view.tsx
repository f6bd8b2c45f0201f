import { A } from "@solidjs/router";
import { createResource, createSignal, Index, Match, Show, Switch } from "solid-js";
import type { McpServerId, OrganizationId } from "../../../../shared/ids.ts";
import { mcpPaths, type McpProblem, type McpServerDetails, type McpTool } from "../../../../shared/mcp.ts";
import { ConfirmDialog } from "../../../parts/form/confirm-dialog.tsx";
import { createAction } from "../../../parts/form/create-action.ts";
import { FormError } from "../../../parts/form/form-error.tsx";
import { call } from "../../../parts/lib/http.ts";
import { Loaded } from "../../../parts/lib/loaded.tsx";
import { now } from "../../../parts/lib/now.ts";
import { formatMoment } from "../../../ui/format.ts";
import { Icon } from "../../../ui/icon.tsx";
import { t } from "../../../words/tool-servers.ts";
import { AllowDialog } from "./allow-dialog.tsx";
import { ServerDialog } from "./server-dialog.tsx";
import { ToolItem } from "./tool-item.tsx";

type Open = { type: "edit" | "delete" } | { type: "allow"; tool: McpTool };

const problemWords = {
  refused: "refused",
  denied: "denied",
  unreachable: "unreachable",
  timeout: "timeout",
  too_large: "tooLarge",
  protocol: "protocol",
} as const satisfies Record<McpProblem, string>;

/** One server, what can be done with it, and its tools. */
export function ServerView(props: {
  organization: OrganizationId;
  server: McpServerId;
  /** Undefined for somebody who has left. */
  nameOf: (user: string) => string | undefined;
  onChanged: () => void;
  onDeleted: () => void;
}) {
  const path = () => mcpPaths.one(props.organization, props.server);
  const [details, { mutate, refetch }] = createResource(path, (at) => call<McpServerDetails>("GET", at));
  const [open, setOpen] = createSignal<Open>();
  const close = () => setOpen(undefined);
  const allowing = () => {
    const shown = open();
    return shown?.type === "allow" ? shown.tool : undefined;
  };
  function put(changed: McpServerDetails): void {
    mutate(changed);
    props.onChanged();
  }
  const checking = createAction(async () =>
    put(await call<McpServerDetails>("POST", mcpPaths.check(props.organization, props.server))),
  );
  const forbidding = createAction(async (tool: McpTool) => {
    await call("DELETE", mcpPaths.tool(props.organization, props.server, tool.id));
    await refetch();
    props.onChanged();
  });
  const at = (time: number): string => formatMoment(time, now());
  return (
    <div class="tool-server">
      <p>
        <A class="tool-server__back" href={`/${props.organization}/settings/tools`}>
          <Icon name="back" size={16} /> {t("back")}
        </A>
      </p>
      <Loaded resource={details} onRetry={() => void refetch()}>
        {(server) => (
          <>
            <div class="settings__title">
              <h1 class="tool-server__name" dir="auto">
                {server().name}
              </h1>
              <div class="tool-server__actions">
                <button
                  type="button"
                  class="button button--primary"
                  disabled={checking.busy()}
                  onClick={() => void checking.run()}
                >
                  {t("check")}
                </button>
                <button type="button" class="button" onClick={() => setOpen({ type: "edit" })}>
                  {t("edit")}
                </button>
                <button type="button" class="button" onClick={() => setOpen({ type: "delete" })}>
                  {t("delete")}
                </button>
              </div>
            </div>
            <code class="tool-server__address" dir="ltr">
              {server().address}
            </code>
            <FormError message={checking.error() ?? forbidding.error()} />
            <ul class="plain tool-server__facts">
              <Show when={server().problem}>
                {(problem) => <li class="tool-server__problem">{t(problemWords[problem()])}</li>}
              </Show>
              <li>
                {server().checkedAt === null
                  ? t("neverChecked")
                  : t("checkedAt", { when: at(server().checkedAt ?? 0) })}
              </li>
              <Show when={server().headers.length > 0}>
                <li>{t("sends", { names: server().headers.join(", ") })}</li>
              </Show>
              <Show when={server().leftOut > 0}>
                <li>{t("leftOut", { count: server().leftOut })}</li>
              </Show>
            </ul>
            <h2 class="settings__legend">{t("tools")}</h2>
            <ul class="plain tool-list">
              {/* By place, so that a tool that was allowed stays open. */}
              <Index each={server().tools} fallback={<li>{t("noTools")}</li>}>
                {(tool) => (
                  <ToolItem
                    tool={tool()}
                    nameOf={props.nameOf}
                    isBusy={forbidding.busy()}
                    onAllow={() => setOpen({ type: "allow", tool: tool() })}
                    onForbid={() => void forbidding.run(tool())}
                  />
                )}
              </Index>
            </ul>
            <Switch>
              <Match when={open()?.type === "edit"}>
                <ServerDialog
                  organization={props.organization}
                  server={server()}
                  onSaved={(changed) => {
                    close();
                    put(changed);
                  }}
                  onClose={close}
                />
              </Match>
              <Match when={open()?.type === "delete"}>
                <ConfirmDialog
                  title={t("deleteTitle", { name: server().name })}
                  confirm={t("delete")}
                  refuse={t("keep")}
                  onConfirm={async () => {
                    await call("DELETE", path());
                    props.onDeleted();
                  }}
                  onClose={close}
                >
                  {t("deleteAbout")}
                </ConfirmDialog>
              </Match>
              <Match when={allowing()} keyed>
                {(tool) => (
                  <AllowDialog
                    organization={props.organization}
                    server={props.server}
                    tool={tool}
                    onAllowed={() => {
                      close();
                      void refetch();
                      props.onChanged();
                    }}
                    onClose={close}
                  />
                )}
              </Match>
            </Switch>
          </>
        )}
      </Loaded>
    </div>
  );
}
