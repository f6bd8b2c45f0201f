import { createSignal, onCleanup, Show } from "solid-js";
import { IconButton } from "../../../ui/icon-button.tsx";
import { microphone } from "../../../ui/later-icons.ts";
import { locale } from "../../../words/language.ts";
import { t } from "../../../words/room-speech.ts";
import { useRoom } from "../room-context.tsx";
import { findRecognition, type Recognition } from "./speech-recognition.ts";
import { typeText } from "./type-text.ts";

/** Writes what a person says where the caret is, in a browser that can listen. The browser asks for the microphone when it is pressed, and not before. */
export default function DictateButton(props: { area: () => HTMLTextAreaElement | undefined }) {
  const room = useRoom();
  const [listening, setListening] = createSignal<Recognition | null>(null);
  /** Once it has listened, so that its end is announced and its beginning is not. */
  const [hasListened, setHasListened] = createSignal(false);
  onCleanup(() => listening()?.abort());

  const New = findRecognition();

  function start(): void {
    if (New === undefined) return;
    const recognition = new New();
    recognition.lang = locale;
    recognition.continuous = true;
    recognition.onresult = ({ resultIndex, results }) => {
      for (const result of Array.from(results).slice(resultIndex))
        if (result.isFinal) write(result[0]?.transcript ?? "");
    };
    recognition.onerror = ({ error }) => {
      const problem = problemOf(error);
      if (problem !== null) room.setProblem(problem);
    };
    recognition.onend = () => setListening(null);
    setListening(recognition);
    setHasListened(true);
    try {
      recognition.start();
    } catch {
      setListening(null);
      room.setProblem(t("notUnderstood"));
    }
    props.area()?.focus();
  }
  /** Does not take the focus: the person may write elsewhere while they speak. */
  function write(heard: string): void {
    const area = props.area();
    const words = heard.trim();
    if (area === undefined || words === "") return;
    const before = area.value.slice(0, area.selectionStart);
    typeText(area, before === "" || /\s$/u.test(before) ? words : ` ${words}`);
  }
  const isOn = () => listening() !== null;
  return (
    <Show when={New !== undefined}>
      <IconButton
        icon={microphone}
        class="composer__tool"
        label={t(isOn() ? "stopDictating" : "dictate")}
        title={t(isOn() ? "stopDictating" : "dictateAbout")}
        onClick={() => (isOn() ? listening()?.stop() : start())}
      />
      <span class={isOn() ? "composer__hint" : "visually-hidden"} role="status">
        {isOn() ? t("listening") : hasListened() ? t("notListening") : ""}
      </span>
    </Show>
  );
}

/** What to tell the person; null if there is nothing to tell, because they said nothing or ended it. */
function problemOf(error: string): string | null {
  switch (error) {
    case "no-speech":
    case "aborted":
      return null;
    case "not-allowed":
    case "service-not-allowed":
      return t("denied");
    case "audio-capture":
      return t("noMicrophone");
    default:
      return t("notUnderstood");
  }
}
