import { Match, Show, Switch } from "solid-js";
import type { Upload } from "../../../sdk/uploads/index.ts";
import { formatPercent, sizeWords } from "../../../ui/format.ts";
import { Icon } from "../../../ui/icon.tsx";
import { IconButton } from "../../../ui/icon-button.tsx";
import { ProgressMeter } from "../../../ui/progress-meter.tsx";
import { t } from "../../../words/room-attachments.ts";
import { t as inUi } from "../../../words/ui.ts";
import { failureText } from "./failure-text.ts";

export type ChipState = Upload["state"] | { type: "attached" } | { type: "expired" };

/** One attached file of a message that is being written. */
export function FileChip(props: {
  name: string;
  bytes: number;
  state: ChipState;
  picture: string | null;
  onRetry: () => void;
  onRemove: () => void;
}) {
  const failure = () => (props.state.type === "failed" ? props.state : undefined);
  const sending = () => (props.state.type === "sending" ? props.state : undefined);
  return (
    <li
      class="file-chip"
      classList={{ "file-chip--bad": props.state.type === "failed" || props.state.type === "expired" }}
    >
      <span class="file-chip__picture">
        <Show when={props.picture} fallback={<Icon name="file" size={20} />}>
          {(address) => <img src={address()} alt="" decoding="async" />}
        </Show>
      </span>
      <span class="file-chip__texts">
        <span class="file-chip__name one-line" dir="auto" title={props.name}>
          {props.name}
        </span>
        <span class="file-chip__state">
          <Switch fallback={sizeWords(props.bytes)}>
            <Match when={props.state.type === "waiting"}>{t("waiting")}</Match>
            <Match when={props.state.type === "offline"}>{t("offline")}</Match>
            <Match when={props.state.type === "expired"}>{t("gone")}</Match>
            <Match when={failure()}>{(state) => failureText(state(), props.bytes)}</Match>
            <Match when={sending()}>
              {(state) => `${sizeWords(props.bytes)} · ${formatPercent(state().progress)}`}
            </Match>
          </Switch>
        </span>
        <Show when={sending()}>
          {(state) => <ProgressMeter label={t("sending", { name: props.name })} share={state().progress} />}
        </Show>
      </span>
      <Show when={failure()?.mayRetry}>
        <IconButton
          icon="again"
          size={16}
          label={t("tryNamed", { name: props.name })}
          title={inUi("tryAgain")}
          onClick={props.onRetry}
        />
      </Show>
      <IconButton
        icon="close"
        size={16}
        class="file-chip__remove"
        label={t("removeNamed", { name: props.name })}
        title={inUi("remove")}
        onClick={props.onRemove}
      />
    </li>
  );
}
