import { DurableObject } from "cloudflare:workers";
import { assertNever } from "../../../shared/assert-never.ts";
import type { OrganizationId, RoomId } from "../../../shared/ids.ts";
import type { Env } from "../../bindings/env.ts";
import type { FoundMessages, MessageSearch, RoomNews, RoomPosition } from "../../bindings/message-index.ts";
import { roomStub } from "../../bindings/object-stubs.ts";
import type { SearchCalls } from "../../bindings/search-calls.ts";
import { openDirectory } from "../../directory/directory.ts";
import { listRoomsAfter } from "../../directory/rooms.ts";
import { dropDeletedWords, hasDeletedWords } from "../../search/index/deleted-words.ts";
import { find } from "../../search/index/find.ts";
import { searchMigrations } from "../../search/index/migrations.ts";
import { searchSchedule, type SearchTask } from "../../search/index/tasks.ts";
import { beginWalk, endWalk, isWalked, noteWalked, walkState } from "../../search/index/walk.ts";
import { deleteDropped, dropRoom, hasDroppedRooms, positionOf, take } from "../../search/index/write.ts";
import { Alarm } from "../../storage/alarm.ts";
import { Database } from "../../storage/database.ts";
import type { SqlStore } from "../../storage/sql.ts";

/** Rooms that are asked to tell their messages in one step, and the pause between two steps, ms. */
const WALKED_TOGETHER = 20;
const WALK_PAUSE = 1_000;
const WALK_ATTEMPTS = 3;
/** Messages of dropped rooms that one step deletes, and the pause between two steps, ms: searches are answered in it. */
const DROPPED_TOGETHER = 500;
const STEP_PAUSE = 100;
/** Delay from a deletion until deleted words are taken out of the blocks, ms. Deletions within this time are processed together. */
const DROP_AFTER = 10 * 60_000;

/** The messages of an organization's rooms, found by their words. Name = organization id. */
export class SearchServer extends DurableObject<Env> implements SearchCalls {
  readonly #database = new Database(this.ctx, {
    migrations: searchMigrations,
    wake: () => this.#alarm.wake(Date.now()),
  });
  readonly #store: SqlStore = this.#database.store;
  readonly #schedule = searchSchedule(this.#store);
  readonly #alarm: Alarm<SearchTask> = new Alarm(this.ctx.storage, this.#schedule, (task, attempts) =>
    this.#run(task, attempts),
  );

  position(organization: OrganizationId, room: RoomId): RoomPosition | null {
    this.#walkOnce(organization);
    return positionOf(this.#store, room);
  }

  take(news: RoomNews): RoomPosition | null {
    this.#walkOnce(news.organization);
    const position = this.#database.transaction(() => {
      const taken = take(this.#store, news);
      const now = Date.now();
      if (hasDroppedRooms(this.#store)) this.#schedule.put({ task: "drop-rooms" }, now + STEP_PAUSE);
      if (hasDeletedWords(this.#store)) this.#schedule.put({ task: "drop-words" }, now + DROP_AFTER);
      return taken;
    });
    this.#alarm.arm(Date.now());
    return position;
  }

  search(search: MessageSearch): FoundMessages {
    this.#walkOnce(search.organization);
    return find(this.#store, search);
  }

  forget(room: RoomId): void {
    this.#database.transaction(() => {
      dropRoom(this.#store, room);
      this.#schedule.put({ task: "drop-rooms" }, Date.now() + STEP_PAUSE);
    });
    this.#alarm.arm(Date.now());
  }

  async erase(): Promise<void> {
    await this.#database.erase();
  }

  override async alarm(): Promise<void> {
    await this.#alarm.ring(Date.now());
  }

  /** Rooms from before the index, and rooms that an older analyser has indexed, are asked once. */
  #walkOnce(organization: OrganizationId): void {
    if (isWalked(this.#store)) return;
    this.#database.transaction(() => {
      beginWalk(this.#store, organization);
      this.#schedule.put({ task: "walk" }, Date.now() + WALK_PAUSE);
    });
    this.#alarm.arm(Date.now());
  }

  async #run({ task }: SearchTask, attempts: number): Promise<number | null> {
    switch (task) {
      case "walk":
        return this.#walk(attempts);
      case "drop-rooms":
        this.#database.transaction(() => deleteDropped(this.#store, DROPPED_TOGETHER));
        if (hasDroppedRooms(this.#store)) return Date.now() + STEP_PAUSE;
        this.#schedule.put({ task: "drop-words" }, Date.now() + DROP_AFTER);
        return null;
      case "drop-words":
        this.#database.transaction(() => dropDeletedWords(this.#store));
        return hasDeletedWords(this.#store) ? Date.now() + STEP_PAUSE : null;
      default:
        return assertNever(task);
    }
  }

  /** One step. If a room cannot be reached, the step is repeated, but a damaged room does not hold up the others for ever. */
  async #walk(attempts: number): Promise<number | null> {
    const state = walkState(this.#store);
    if (state === null) return null;
    const { organization, after } = state;
    const rooms = await listRoomsAfter(openDirectory(this.env.DB), organization, after, WALKED_TOGETHER);
    const told = await Promise.allSettled(
      rooms.map(async ({ id }) => {
        const object = roomStub(this.env, id);
        await object.tellSearch();
      }),
    );
    const failure = told.find((each) => each.status === "rejected");
    if (failure !== undefined && attempts < WALK_ATTEMPTS) throw failure.reason;
    const last = rooms.at(-1);
    if (last === undefined) {
      endWalk(this.#store);
      return null;
    }
    noteWalked(this.#store, last.id);
    return Date.now() + WALK_PAUSE;
  }
}
