import { createSignal, Show } from "solid-js";
import type { OrganizationId } from "../../../../shared/ids.ts";
import { MAX_MCP_HEADER_VALUE, MAX_NAME_LENGTH, MAX_WEBHOOK_ADDRESS } from "../../../../shared/limits.ts";
import { mcpPaths, type McpHeader, type McpServer, type McpServerDetails } from "../../../../shared/mcp.ts";
import { createRequestKey } from "../../../parts/form/create-request-key.ts";
import { FormDialog } from "../../../parts/form/form-dialog.tsx";
import { call } from "../../../parts/lib/http.ts";
import { OwnProblem } from "../../../parts/lib/own-problem.ts";
import { ParleyError } from "../../../sdk/parley-error.ts";
import { Field } from "../../../ui/field.tsx";
import { t } from "../../../words/tool-servers.ts";

/** Adds a server, or changes one. */
export function ServerDialog(props: {
  organization: OrganizationId;
  server?: McpServer;
  onSaved: (server: McpServerDetails) => void;
  onClose: () => void;
}) {
  const given = props.server;
  const [firstHeader = ""] = given?.headers ?? [];
  const [name, setName] = createSignal(given?.name ?? "");
  const [address, setAddress] = createSignal(given?.address ?? "");
  const [header, setHeader] = createSignal(firstHeader);
  const [value, setValue] = createSignal("");
  const isKept = () => given !== undefined && firstHeader !== "" && header().trim() === firstHeader;
  /** Undefined: they stay as they are. */
  function headers(): McpHeader[] | undefined {
    if (value() === "" && isKept()) return undefined;
    return header().trim() === "" ? [] : [{ name: header().trim(), value: value() }];
  }
  const keyOf = createRequestKey();
  async function save(): Promise<"stay"> {
    const settings = { name: name().trim(), address: address().trim() };
    const sent = headers();
    try {
      if (given === undefined) {
        const body = { ...settings, headers: sent ?? [] };
        props.onSaved(
          await call<McpServerDetails>("POST", mcpPaths.all(props.organization), body, keyOf(body)),
        );
      } else {
        const body = {
          ...{ revision: given.revision, ...settings },
          ...(sent !== undefined && { headers: sent }),
        };
        props.onSaved(
          await call<McpServerDetails>("PATCH", mcpPaths.one(props.organization, given.id), body),
        );
      }
      return "stay";
    } catch (error) {
      throw inWords(error);
    }
  }
  return (
    <FormDialog
      title={given === undefined ? t("newServer") : t("editNamed", { name: given.name })}
      save={given === undefined ? t("make") : t("save")}
      cancel={t("cancel")}
      onSave={save}
      onClose={() => props.onClose()}
    >
      <Field
        label={t("name")}
        required
        autofocus
        maxLength={MAX_NAME_LENGTH}
        value={name()}
        onValue={setName}
        hint={t("nameHint")}
      />
      <Field
        label={t("address")}
        type="url"
        inputMode="url"
        dir="ltr"
        required
        maxLength={MAX_WEBHOOK_ADDRESS}
        value={address()}
        onValue={setAddress}
        hint={given === undefined || address().trim() === given.address ? t("addressHint") : t("addressEnds")}
      />
      <Field
        label={t("header")}
        dir="ltr"
        autocomplete="off"
        value={header()}
        onValue={setHeader}
        hint={t("headerHint")}
      />
      <Show when={header().trim() !== ""}>
        <Field
          label={t("value")}
          type="password"
          dir="ltr"
          autocomplete="off"
          required={!isKept()}
          maxLength={MAX_MCP_HEADER_VALUE}
          value={value()}
          onValue={setValue}
          hint={isKept() ? t("valueKept") : t("valueHint")}
        />
      </Show>
    </FormDialog>
  );
}

function inWords(error: unknown): unknown {
  if (!(error instanceof ParleyError)) return error;
  if (error.code === "conflict") return new OwnProblem("conflict", t("conflict"));
  if (error.code === "too_many") return new OwnProblem("too_many", t("tooMany"));
  return error.code === "bad_type" ? new OwnProblem("bad_type", t("addressProblem")) : error;
}
