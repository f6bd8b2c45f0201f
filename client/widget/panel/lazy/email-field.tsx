import { createSignal, Show } from "solid-js";
import { t } from "../../../words/widget-talk.ts";
import { emailProblem } from "../email-problem.ts";
import { Icon } from "./icon.tsx";
import { problemOf } from "../words-of-errors.ts";
import "./form.css";

let count = 0;

/** One address with a button. */
export default function EmailField(props: {
  button: string;
  value?: string;
  onEmail: (email: string) => Promise<void>;
}) {
  const id = `email-${++count}`;
  const [email, setEmail] = createSignal(props.value ?? "");
  const [problem, setProblem] = createSignal("");
  const [isBusy, setBusy] = createSignal(false);
  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const found = emailProblem(email());
    setProblem(found ?? "");
    if (found !== null) return;
    setBusy(true);
    await props.onEmail(email().trim()).catch((error: unknown) => setProblem(problemOf(error)));
    setBusy(false);
  }
  return (
    <form class="form form--inline" noValidate onSubmit={(event) => void submit(event)}>
      <label class="unseen" for={id}>
        {t("email")}
      </label>
      <input
        id={id}
        class="input"
        type="email"
        autocomplete="email"
        dir="ltr"
        placeholder={t("email")}
        value={email()}
        aria-invalid={problem() !== ""}
        aria-describedby={`${id}-problem`}
        onInput={(event) => setEmail(event.currentTarget.value)}
      />
      <Show when={problem()}>
        <p id={`${id}-problem`} class="error" role="alert">
          <Icon of="warn" size={16} /> {problem()}
        </p>
      </Show>
      <button class="button button--primary button--wide" disabled={isBusy()}>
        {props.button}
      </button>
    </form>
  );
}
