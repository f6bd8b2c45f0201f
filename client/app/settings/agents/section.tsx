import { Show, type JSX } from "solid-js";

/** One part of an agent's page. */
export function Section(props: { id: string; title: string; lead?: string; children: JSX.Element }) {
  return (
    <section class="agent-section" aria-labelledby={`agent-${props.id}`}>
      <h2 id={`agent-${props.id}`}>{props.title}</h2>
      <Show when={props.lead}>
        <p class="settings__lead">{props.lead}</p>
      </Show>
      {props.children}
    </section>
  );
}
