/** Opens the place that the settings name. */
import { createBucket } from "./bucket.ts";
import type { Bytes } from "./bytes.ts";
import { createFolder } from "./folder.ts";
import type { FilesPlace } from "./place.ts";

export function openBytes(place: FilesPlace): Bytes {
  return place.kind === "bucket" ? createBucket(place) : createFolder(place.folder);
}
