import { createSignal, For, Show } from "solid-js";
import type { McpServerId, OrganizationId, RoomId } from "../../../../shared/ids.ts";
import {
  MCP_ASKERS,
  mcpPaths,
  type AllowMcpTool,
  type McpApproval,
  type McpAsker,
  type McpTool,
} from "../../../../shared/mcp.ts";
import { FormDialog } from "../../../parts/form/form-dialog.tsx";
import { call } from "../../../parts/lib/http.ts";
import { OwnProblem } from "../../../parts/lib/own-problem.ts";
import { ParleyError } from "../../../sdk/parley-error.ts";
import { Select } from "../../../ui/select.tsx";
import { t } from "../../../words/tool-servers.ts";
import { Check } from "../check.tsx";
import { useLiveOrganization } from "../live-organization.tsx";
import { createNamedRooms } from "../webhooks/named-rooms.ts";

/** Who has not consented before: people, and each call waits for one of them. */
const FIRST: readonly McpAsker[] = ["owner", "admin", "member"];

/** Consents to a tool as it is shown. */
export function AllowDialog(props: {
  organization: OrganizationId;
  server: McpServerId;
  tool: McpTool;
  onAllowed: () => void;
  onClose: () => void;
}) {
  const { id, digest, consent } = props.tool;
  const rooms = createNamedRooms(useLiveOrganization().inbox);
  const [everywhere, setEverywhere] = createSignal((consent?.rooms ?? null) === null);
  const [chosen, setChosen] = createSignal<readonly RoomId[]>(consent?.rooms ?? []);
  const [askers, setAskers] = createSignal<readonly McpAsker[]>(consent?.askers ?? FIRST);
  const [approval, setApproval] = createSignal<McpApproval>(consent?.approval ?? "ask");
  const others = () => chosen().filter((id) => !rooms().some(({ room }) => room === id)).length;
  async function save(): Promise<"stay"> {
    if (!everywhere() && chosen().length === 0) throw new OwnProblem("bad_type", t("chooseRoom"));
    if (askers().length === 0) throw new OwnProblem("bad_type", t("chooseWhose"));
    const body: AllowMcpTool = {
      ...{ digest, rooms: everywhere() ? null : [...chosen()], askers: [...askers()], approval: approval() },
    };
    try {
      await call<McpTool>("PUT", mcpPaths.tool(props.organization, props.server, id), body);
    } catch (error) {
      const isOther = error instanceof ParleyError && error.code === "conflict";
      throw isOther ? new OwnProblem("conflict", t("conflict")) : error;
    }
    props.onAllowed();
    return "stay";
  }
  return (
    <FormDialog
      title={t("allowNamed", { name: props.tool.name })}
      save={t("allow")}
      cancel={t("cancel")}
      onSave={save}
      onClose={() => props.onClose()}
    >
      <Select
        label={t("approval")}
        value={approval()}
        onValue={(value) => setApproval(value === "never" ? "never" : "ask")}
        options={[
          { value: "ask", label: t("ask") },
          { value: "never", label: t("never") },
        ]}
        {...(approval() === "never" && { hint: t("neverAbout") })}
      />
      <fieldset class="tool-form__set">
        <legend class="field__label">{t("whose")}</legend>
        <For each={MCP_ASKERS}>
          {(asker) => (
            <Check
              label={t(asker)}
              checked={askers().includes(asker)}
              onValue={(on) => setAskers(toggled(askers(), asker, on))}
            />
          )}
        </For>
      </fieldset>
      <Select
        label={t("where")}
        value={everywhere() ? "all" : "some"}
        onValue={(value) => setEverywhere(value === "all")}
        options={[
          { value: "all", label: t("allRooms") },
          { value: "some", label: t("someRooms") },
        ]}
      />
      <Show when={!everywhere()}>
        <fieldset class="tool-form__set tool-form__rooms">
          <legend class="visually-hidden">{t("someRooms")}</legend>
          <For each={rooms()} fallback={<p>{t("noRooms")}</p>}>
            {({ room, name }) => (
              <Check
                label={name}
                checked={chosen().includes(room)}
                onValue={(on) => setChosen(toggled(chosen(), room, on))}
              />
            )}
          </For>
          <Show when={others() > 0}>
            <p class="field__hint">{t("otherRooms", { count: others() })}</p>
          </Show>
        </fieldset>
      </Show>
    </FormDialog>
  );
}

function toggled<Value>(values: readonly Value[], value: Value, on: boolean): readonly Value[] {
  const others = values.filter((each) => each !== value);
  return on ? [...others, value] : others;
}
