import type {
  PostingChanged,
  RoomTopicChanged,
  VisibilityChanged,
} from "../../../../shared/protocol/events.ts";
import { isolated } from "../../../ui/format.ts";
import { t } from "../../../words/room-life.ts";

export type RoomLifeChange = RoomTopicChanged | PostingChanged | VisibilityChanged;

/** Who has changed what a room is about, who writes in it, or who joins it. `by`: null for the reader. */
export default function RoomLifeNotice(props: { notice: RoomLifeChange; by: string | null }) {
  return <>{sentence(props.notice, props.by)}</>;
}

function sentence(notice: RoomLifeChange, by: string | null): string {
  switch (notice.type) {
    case "room.topic": {
      const topic = isolated(notice.topic);
      if (notice.topic === "") return by === null ? t("youClearedTopic") : t("clearedTopic", { by });
      return by === null ? t("youSetTopic", { topic }) : t("setTopic", { by, topic });
    }
    case "room.posting":
      if (notice.posting === "managers") return by === null ? t("youAnnounce") : t("announces", { by });
      return by === null ? t("youLetAllWrite") : t("letAllWrite", { by });
    case "room.visibility":
      if (notice.isPublic) return by === null ? t("youMadePublic") : t("madePublic", { by });
      return by === null ? t("youMadePrivate") : t("madePrivate", { by });
  }
}
