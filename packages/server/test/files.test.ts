/** Files in a folder and in a bucket: what was put is what is read, and nothing half is ever there. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Sha256 } from "@aws-crypto/sha256-js";
import { SignatureV4 } from "@smithy/signature-v4";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { readConfig } from "../src/config.ts";
import { openBytes } from "../src/files/open.ts";
import { readPlace } from "../src/files/place.ts";

const keys = { accessKeyId: "iv-key", secretAccessKey: "iv-secret" };
const id = "3f0c0d5e-8e0a-4d5f-9a53-5a1f0d3c2b1a";
const pdf = new Uint8Array([0x25, 0x50, 0x44, 0x46, 0, 255, 10]);

/** A bucket that believes only what is signed as Amazon's own library signs it. */
function startBucket() {
  const objects = new Map<string, Buffer>();
  const troubles: number[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", async () => {
      const body = Buffer.concat(chunks);
      const path = request.url ?? "";
      const end = (status: number, content: string | Buffer = "") => response.writeHead(status).end(content);
      const trouble = troubles.shift();
      if (trouble !== undefined) return end(trouble, "<Error><Code>SlowDown</Code></Error>");
      if (!(await isSigned(request.headers, { method: request.method ?? "", path, body })))
        return end(403, "<Error><Code>SignatureDoesNotMatch</Code></Error>");
      if (request.method === "PUT") objects.set(path, body);
      if (request.method === "DELETE") objects.delete(path);
      const found = objects.get(path);
      if (request.method === "GET" && !found) return end(404, "<Error><Code>NoSuchKey</Code></Error>");
      return end(request.method === "DELETE" ? 204 : 200, request.method === "GET" ? found : "");
    });
  });
  return { server, objects, troubles };
}

async function isSigned(
  headers: NodeJS.Dict<string | string[]>,
  { method, path, body }: { method: string; path: string; body: Buffer },
): Promise<boolean> {
  const given = String(headers["authorization"]);
  const names = (/SignedHeaders=([^,]+)/.exec(given)?.[1] ?? "").split(";");
  const date = String(headers["x-amz-date"]).replace(/(....)(..)(..)T(..)(..)(..)Z/, "$1-$2-$3T$4:$5:$6Z");
  const signer = new SignatureV4({
    credentials: keys,
    region: "eu-central-1",
    service: "s3",
    sha256: Sha256,
    uriEscapePath: false,
  });
  const request = {
    method,
    protocol: "http:",
    hostname: String(headers.host),
    path,
    query: {},
    headers: Object.fromEntries(names.map((name) => [name, String(headers[name])])),
    body,
  };
  const { headers: signed } = await signer.sign(request, { signingDate: new Date(date) });
  const signatureIn = (text: string) => /Signature=([0-9a-f]{64})/.exec(text)?.[1];
  return signatureIn(given) !== undefined && signatureIn(given) === signatureIn(String(signed["authorization"]));
}

let bucket: ReturnType<typeof startBucket>;
let endpoint: string;
let folder: string;
beforeAll(async () => {
  bucket = startBucket();
  await new Promise<void>((listening) => bucket.server.listen(0, "127.0.0.1", listening));
  endpoint = `http://127.0.0.1:${(bucket.server.address() as AddressInfo).port}`;
  folder = await mkdtemp(join(tmpdir(), "interviewvector-files-"));
});
afterEach(() => {
  bucket.troubles.length = 0;
});
afterAll(async () => {
  await closed(bucket.server);
  await rm(folder, { recursive: true });
});
const closed = (server: Server) => new Promise((done) => server.close(done));

const inBucket = (secretAccessKey = keys.secretAccessKey) =>
  openBytes({
    kind: "bucket",
    endpoint,
    bucket: "iv-files",
    prefix: ["née"],
    region: "eu-central-1",
    ...keys,
    secretAccessKey,
  });

describe.each([
  ["a folder", () => openBytes({ kind: "folder", folder })],
  ["a bucket", () => inBucket()],
])("in %s", (_where, make) => {
  test("what is written is read, once removed it is gone, and removing again is no trouble", async () => {
    const bytes = make();
    await bytes.write(id, pdf);
    expect(await bytes.read(id)).toEqual(pdf);
    await bytes.remove(id);
    await bytes.remove(id);
    await expect(bytes.read(id)).rejects.toThrow(id);
  });
});

describe("a bucket", () => {
  test("that is busy is asked again", async () => {
    bucket.troubles.push(503, 429);
    await inBucket().write(id, pdf);
    expect([...bucket.objects.keys()]).toEqual([`/iv-files/n%C3%A9e/${id}`]);
  });
  test("that refuses is quoted", async () => {
    await expect(inBucket("wrong").write(id, pdf)).rejects.toThrow(
      'the bucket "iv-files" answers 403 (SignatureDoesNotMatch)',
    );
  });
});

describe("FILES_URL", () => {
  test.each([
    ["file:/var/lib/iv", { kind: "folder", folder: "/var/lib/iv" }],
    ["file:///var/lib/my%20iv", { kind: "folder", folder: "/var/lib/my iv" }],
    ["file:data/files", { kind: "folder", folder: "data/files" }],
    [
      "s3://iv-files",
      { bucket: "iv-files", prefix: [], region: "us-east-1", endpoint: "https://s3.us-east-1.amazonaws.com" },
    ],
    [
      "s3://iv-files/a/b?region=eu-central-1",
      { prefix: ["a", "b"], endpoint: "https://s3.eu-central-1.amazonaws.com" },
    ],
    ["s3://iv-files?endpoint=https://minio.example:9000/", { endpoint: "https://minio.example:9000" }],
  ])("%s is read", (url, place) => {
    expect(readPlace(url)).toMatchObject(place);
  });
  test.each(["ftp://x", "s3://", "s3://iv-files?regoin=x", "s3://iv-files?endpoint=minio", "/var/lib/iv", "file:/a%"])(
    "%s stops the start",
    (FILES_URL) => {
      expect(() => readConfig({ ...needed, FILES_URL })).toThrow("FILES_URL must be file:FOLDER, or s3://BUCKET");
    },
  );
  test("of a bucket without keys stops the start", () => {
    expect(() => readConfig({ ...needed, FILES_URL: "s3://iv-files" })).toThrow("needs AWS_ACCESS_KEY_ID");
    const env = { ...needed, FILES_URL: "s3://iv-files", AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "b" };
    expect(readConfig(env).files).toMatchObject({ kind: "bucket", accessKeyId: "a", secretAccessKey: "b" });
  });
});
const needed = { SECRET_KEY: Buffer.alloc(32, 1).toString("base64"), SMTP_URL: "smtp://127.0.0.1:25" };
