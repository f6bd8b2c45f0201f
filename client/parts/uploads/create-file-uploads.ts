import { createEffect, createSignal, onCleanup, type Accessor } from "solid-js";
import { loadAgain } from "../lib/load-again.ts";
import type { AttachmentId, OrganizationId, RoomId } from "../../../shared/ids.ts";
import type { Upload, Uploads, UploadsPort } from "../../sdk/uploads/index.ts";

/** Uploads of files into rooms, as signals. They continue while the person looks at other pages of the workspace. */
export interface FileUploads {
  list: Accessor<readonly Upload<File>[]>;
  add: (room: RoomId, files: readonly File[]) => void;
  retry: (id: AttachmentId) => void;
  remove: (id: AttachmentId) => void;
  /**
   * Loads the code that choosing a file needs, so that a file can be chosen after the connection is lost. `loadView` loads the components
   * that show uploads.
   */
  prepare: (loadView: () => Promise<unknown>) => void;
}

/** `arrived` is called for each file that the room has stored. The uploads end with their owner. */
export function createFileUploads(
  organization: OrganizationId,
  arrived: UploadsPort<File>["arrived"],
): FileUploads {
  const [list, setList] = createSignal<readonly Upload<File>[]>([]);
  let opened: Promise<Uploads<File>> | null = null;

  const load = loadAgain(() => import("./open-uploads.ts"));
  async function open(): Promise<Uploads<File>> {
    const { openUploads } = await load();
    const uploads = openUploads(organization, arrived, setList);
    uploads.setOnline(navigator.onLine);
    return uploads;
  }
  function uploads(): Promise<Uploads<File>> {
    opened ??= open().catch((error: unknown) => {
      opened = null;
      throw error;
    });
    return opened;
  }
  /** Does the work if the code is there, or once it has been loaded. If it cannot be loaded, there are no uploads. */
  const withOpened = (work: (all: Uploads<File>) => void): void => void opened?.then(work, () => undefined);
  const online = (): void => withOpened((all) => all.setOnline(navigator.onLine));
  addEventListener("online", online);
  addEventListener("offline", online);
  // Closing the page would abort uploads, so the browser asks for confirmation.
  const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
  createEffect(() => {
    if (list().length > 0) addEventListener("beforeunload", ask);
    else removeEventListener("beforeunload", ask);
  });
  onCleanup(() => {
    removeEventListener("online", online);
    removeEventListener("offline", online);
    removeEventListener("beforeunload", ask);
    withOpened((all) => all.close());
  });
  return {
    list,
    add: (room, files) => void uploads().then((all) => all.add(room, files)),
    retry: (id) => withOpened((all) => all.retry(id)),
    remove: (id) => withOpened((all) => all.remove(id)),
    prepare: (loadView) => {
      void Promise.all([uploads(), loadView()]).catch(() => undefined);
    },
  };
}
