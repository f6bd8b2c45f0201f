import { createSignal, Show } from "solid-js";
import { createAction } from "../../parts/form/create-action.ts";
import { FormError } from "../../parts/form/form-error.tsx";
import { t } from "../../words/picture.ts";

/** The buttons that change and remove a picture, and why that failed. `onChange`: null removes it. */
export function PictureButtons(props: {
  hasPicture: boolean;
  onChange: (file: File | null) => Promise<void>;
}) {
  const [file, setFile] = createSignal<File | null>(null);
  let input: HTMLInputElement | undefined;
  const change = createAction(() => props.onChange(file()));
  function begin(next: File | null): void {
    setFile(next);
    void change.run();
  }
  return (
    <>
      <button
        type="button"
        class="button button--small"
        disabled={change.busy()}
        onClick={() => input?.click()}
      >
        {change.busy() ? t("saving") : props.hasPicture ? t("change") : t("add")}
      </button>
      <Show when={props.hasPicture}>
        <button
          type="button"
          class="button button--small"
          disabled={change.busy()}
          onClick={() => begin(null)}
        >
          {t("remove")}
        </button>
      </Show>
      <input
        ref={input}
        class="visually-hidden"
        type="file"
        accept="image/png,image/jpeg,image/webp,image/gif"
        tabindex="-1"
        aria-label={t("file")}
        onChange={(event) => {
          const [chosen] = event.currentTarget.files ?? [];
          event.currentTarget.value = "";
          if (chosen !== undefined) begin(chosen);
        }}
      />
      <FormError message={change.error()} />
    </>
  );
}
