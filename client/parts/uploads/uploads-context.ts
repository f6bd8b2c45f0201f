import { makeContext } from "../contexts/make-context.ts";
import type { FileUploads } from "./create-file-uploads.ts";

const context = makeContext<FileUploads>("Uploads");
/** Uploads that continue after the room has left the screen. */
export const { Provider: UploadsProvider, use: useUploads } = context;
