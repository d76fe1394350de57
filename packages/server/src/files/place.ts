/** Where files lie, as the setting `FILES_URL` names it. Pure. */

export interface FolderPlace {
  kind: "folder";
  folder: string;
}

export interface BucketAddress {
  kind: "bucket";
  /** Without a slash at its end. */
  endpoint: string;
  bucket: string;
  /** Parts of a path. */
  prefix: string[];
  region: string;
}

export interface BucketPlace extends BucketAddress {
  accessKeyId: string;
  secretAccessKey: string;
}

export type FilesPlace = FolderPlace | BucketPlace;

export const PLACE_FORMS =
  "file:FOLDER, or s3://BUCKET/PREFIX?region=REGION&endpoint=https://HOST (prefix, region and endpoint may be left out)";

/**
 * `file:/var/lib/iv`, `file:///var/lib/iv`, or `file:data/files` from where the server was started; `s3://iv-files/production`.
 * Null for anything else.
 */
export function readPlace(url: string): FolderPlace | BucketAddress | null {
  if (/%(?![0-9a-f]{2})/i.test(url)) return null;
  if (url.startsWith("file:"))
    return { kind: "folder", folder: decodeURIComponent(url.replace(/^file:(\/\/(?=\/))?/, "")) };
  if (!url.startsWith("s3://") || !URL.canParse(url)) return null;
  const { hostname, pathname, searchParams } = new URL(url);
  const known = [...searchParams.keys()].every((name) => name === "region" || name === "endpoint");
  const region = searchParams.get("region") ?? "us-east-1";
  const endpoint = searchParams.get("endpoint") ?? `https://s3.${region}.amazonaws.com`;
  const named = /^[a-z0-9][a-z0-9.-]+[a-z0-9]$/.test(hostname) && /^[a-z0-9-]+$/.test(region);
  if (!known || !named || !/^https?:\/\//.test(endpoint) || !URL.canParse(endpoint)) return null;
  const prefix = pathname.split("/").filter((part) => part !== "");
  return {
    kind: "bucket",
    endpoint: endpoint.replace(/\/+$/, ""),
    bucket: hostname,
    prefix: prefix.map(decodeURIComponent),
    region,
  };
}
