import { createSignal, Show } from "solid-js";
import { MAX_TOPIC_LENGTH } from "../../../../shared/limits.ts";
import { Field } from "../../../ui/field.tsx";
import { FormDialog } from "../../../parts/form/form-dialog.tsx";
import { useRoom } from "../room-context.tsx";
import { t } from "../../../words/room-life.ts";
import "./topic-dialog.css";

/** What the room is about, and in groups whether it is for announcements. */
export default function TopicDialog(props: { onClose: () => void }) {
  const room = useRoom();
  const before = room.view().room;
  const [topic, setTopic] = createSignal(before.topic ?? "");
  const [announces, setAnnounces] = createSignal(before.posting === "managers");
  const [isPublic, setPublic] = createSignal(before.isPublic === true);
  async function save(): Promise<void> {
    if (topic() !== (before.topic ?? "")) await room.room.setTopic(topic());
    const posting = announces() ? "managers" : "everyone";
    if (posting !== (before.posting ?? "everyone")) await room.room.setPosting(posting);
    if (isPublic() !== (before.isPublic === true)) await room.room.setVisibility(isPublic());
  }
  return (
    <FormDialog
      title={t("topicTitle")}
      save={t("save")}
      cancel={t("cancel")}
      onSave={save}
      onClose={() => props.onClose()}
    >
      <Field
        label={t("topic")}
        hint={t("topicHint")}
        autofocus
        maxLength={MAX_TOPIC_LENGTH}
        value={topic()}
        onValue={setTopic}
      />
      <Show when={before.kind === "group"}>
        <label class="topic__choice">
          <input
            type="checkbox"
            checked={isPublic()}
            onChange={(event) => setPublic(event.currentTarget.checked)}
          />
          <span>
            {t("isPublic")}
            <span class="field__hint topic__about">{t("isPublicAbout")}</span>
          </span>
        </label>
        <label class="topic__choice">
          <input
            type="checkbox"
            checked={announces()}
            onChange={(event) => setAnnounces(event.currentTarget.checked)}
          />
          <span>
            {t("announcements")}
            <span class="field__hint topic__about">{t("announcementsAbout")}</span>
          </span>
        </label>
      </Show>
    </FormDialog>
  );
}
