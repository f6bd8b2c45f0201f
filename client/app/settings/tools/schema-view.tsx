import { For, Show } from "solid-js";
import type { Json, JsonObject } from "../../../../shared/protocol/json.ts";
import { t } from "../../../words/tool-servers.ts";

interface Argument {
  name: string;
  type: string;
  required: boolean;
  about: string;
}

/** The arguments of a tool to read, and the whole schema for who wants it. Everything is text. */
export function SchemaView(props: { schema: JsonObject }) {
  const all = () => argumentsIn(props.schema);
  return (
    <div class="schema">
      <h4 class="schema__title">{t("arguments")}</h4>
      <Show when={all().length > 0} fallback={<p>{t("noArguments")}</p>}>
        <ul class="plain schema__list">
          <For each={all()}>
            {({ name, type, required, about }) => (
              <li>
                <code dir="ltr">{name}</code>{" "}
                <span class="schema__type" dir="ltr">
                  {type}
                </span>
                <Show when={required}>
                  {" "}
                  <span class="tool-mark">{t("required")}</span>
                </Show>
                <Show when={about}>
                  <span class="schema__about" dir="auto">
                    {about}
                  </span>
                </Show>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <details>
        <summary class="schema__whole">{t("whole")}</summary>
        <pre class="schema__json" dir="ltr">
          {JSON.stringify(props.schema, null, 2)}
        </pre>
      </details>
    </div>
  );
}

function argumentsIn({ properties, required }: JsonObject): Argument[] {
  if (!isObject(properties)) return [];
  return Object.entries(properties).map(([name, value]) => ({
    name,
    type: typeIn(value),
    required: Array.isArray(required) && required.includes(name),
    about: isObject(value) && typeof value["description"] === "string" ? value["description"] : "",
  }));
}

function typeIn(value: Json): string {
  if (!isObject(value)) return "";
  const { type, enum: choices } = value;
  if (Array.isArray(choices)) return choices.map((choice) => JSON.stringify(choice)).join(" | ");
  return Array.isArray(type) ? type.join(" | ") : typeof type === "string" ? type : "";
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
