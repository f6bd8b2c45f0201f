import { createSignal, onMount } from "solid-js";
import type { AgentId, RoomId, UserId } from "../../../../shared/ids.ts";
import {
  knowledgePaths,
  type Audience,
  type ChangeLibrary,
  type CreateLibrary,
  type Library,
} from "../../../../shared/knowledge.ts";
import { MAX_NAME_LENGTH } from "../../../../shared/limits.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import { Field } from "../../../ui/field.tsx";
import { TextArea } from "../../../ui/text-area.tsx";
import { call } from "../../../parts/lib/http.ts";
import { FormError } from "../../../parts/form/form-error.tsx";
import { createSubmit } from "../../../parts/form/create-submit.ts";
import { saveChange } from "../../../parts/form/save-change.ts";
import { useClient } from "../../../parts/contexts/client-context.ts";
import { useInbox } from "../../../parts/contexts/inbox-context.ts";
import { usePeople } from "../../../parts/contexts/people-context.ts";
import { AudienceField } from "./audience-field.tsx";
import { t } from "../../../words/knowledge.ts";

/** Creates a library, or changes one. */
export function LibraryDialog(props: {
  library?: Library;
  /** Called with the saved library, or with undefined if nothing was saved. */
  onClose: (library: Library | undefined) => void;
}) {
  const { organization, me } = useClient();
  const { entries } = useInbox();
  const { people, agents, refreshPeople, refreshAgents } = usePeople();
  const given = props.library;
  const [name, setName] = createSignal(given?.name ?? "");
  const [description, setDescription] = createSignal(given?.description ?? "");
  const [readers, setReaders] = createSignal<Audience<UserId>>(given?.readers ?? "all");
  const [helpers, setHelpers] = createSignal<Audience<AgentId>>(given?.agents ?? "all");
  const [rooms, setRooms] = createSignal<Audience<RoomId>>(given?.rooms ?? "all");
  onMount(() => {
    refreshPeople();
    refreshAgents();
  });
  /** The rooms of this person. Rooms that somebody else chose and this person is not in stay chosen. */
  const knownRooms = () =>
    entries()?.map(({ room, name: title, peer }) => ({ id: room, name: peer?.name ?? title }));
  const form = createSubmit(async () => {
    const library = {
      ...{ name: name().trim(), description: description().trim() },
      ...{ readers: withMe(readers()), agents: helpers(), rooms: rooms() },
    } satisfies CreateLibrary;
    props.onClose(given === undefined ? await make(library) : await change(given, library));
  });
  /** Adds the person's own id, so that nobody locks themselves out of their own library. */
  function withMe(chosen: Audience<UserId>): Audience<UserId> {
    const own = me;
    return chosen === "all" || given !== undefined || chosen.includes(own) ? chosen : [...chosen, own];
  }
  const make = (library: CreateLibrary) =>
    call<Library>("POST", knowledgePaths.libraries(organization), library);
  const change = ({ id, version }: Library, library: CreateLibrary) =>
    saveChange<Library>(knowledgePaths.library(organization, id), {
      ...library,
      version,
    } satisfies ChangeLibrary);
  return (
    <Dialog
      title={given ? t("editName", { name: given.name }) : t("newLibrary")}
      onClose={() => props.onClose(undefined)}
    >
      <form class="form" onSubmit={form.onSubmit}>
        <Field
          label={t("name")}
          autofocus
          required
          maxLength={MAX_NAME_LENGTH}
          value={name()}
          onValue={setName}
        />
        <TextArea
          label={t("description")}
          rows={2}
          maxLength={500}
          value={description()}
          onValue={setDescription}
          hint={t("descriptionHint")}
        />
        <AudienceField
          legend={t("readers")}
          all={t("everyone")}
          some={t("chosenPeople")}
          empty={t("nobodyElse")}
          candidates={people()}
          chosen={readers()}
          onChoose={setReaders}
        />
        <AudienceField
          legend={t("agents")}
          all={t("allAgents")}
          some={t("chosenAgents")}
          empty={t("noAgents")}
          candidates={agents()}
          chosen={helpers()}
          onChoose={setHelpers}
        />
        <AudienceField
          legend={t("rooms")}
          all={t("allRooms")}
          some={t("chosenRooms")}
          empty={t("noRooms")}
          candidates={knownRooms()}
          chosen={rooms()}
          onChoose={setRooms}
        />
        <FormError message={form.error()} />
        <div class="dialog__actions">
          <button class="button button--primary" disabled={form.busy() || name().trim() === ""}>
            {t(given ? "save" : "createLibrary")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
