import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { LeverClient } from "@interviewvector/lever";
import { DAY, all, failureOf, failuresOf, pair } from "./lever-pair.ts";
import type { Pair } from "./lever-pair.ts";

let both: Pair;
let lever: LeverClient;
let maya: string;
let by: { performAs: string };

beforeEach(async () => {
  both = await pair();
  ({ lever } = both);
  maya = both.acme.opportunity("Maya Fernandez").id;
  by = { performAs: both.acme.user("ravi").id };
});
afterEach(() => both.stop());

const UNKNOWN = "a80bbbe0-d4dd-4eac-bdbf-302345414f93";
/** Every byte there is, so that nothing is taken for text on the way. */
const BYTES = Uint8Array.from({ length: 1024 }, (_, index) => index % 256);
const pdf = (name = "Report.pdf") => ({ name, bytes: BYTES, contentType: "application/pdf" });

describe("files (https://hire.lever.co/developer/documentation#files)", () => {
  test("go up in multipart and come down byte for byte", async () => {
    const file = await lever.files.upload(maya, pdf("Bewertung für Zoë (1).pdf"), by);
    expect(file).toEqual({
      id: file.id,
      name: "Bewertung für Zoë (1).pdf",
      ext: ".pdf",
      downloadUrl: expect.stringContaining(file.id),
      uploadedAt: both.now(),
      status: "processed",
      size: 1024,
    });
    expect(both.lastCall("POST", "/files")).toMatchObject({
      performAs: by.performAs,
      body: { files: [{ field: "file", name: "Bewertung für Zoë (1).pdf", size: 1024 }] },
      effects: [{ type: "file.created", id: file.id, opportunityId: maya }],
    });
    const { bytes, contentType } = await lever.files.download(maya, file.id);
    expect(bytes).toEqual(BYTES);
    expect(contentType).toBe("application/pdf");
    expect(await lever.files.get(maya, file.id)).toEqual(file);
  });

  test("can be uploaded from a blob", async () => {
    const { id } = await lever.files.upload(
      maya,
      { ...pdf("a.txt"), bytes: new Blob(["Grüße"]), contentType: "text/plain" },
      by,
    );
    const { bytes } = await lever.files.download(maya, id);
    expect(new TextDecoder().decode(bytes)).toBe("Grüße");
  });

  test("are listed as a bare array, with times and sizes as text, and read as numbers", async () => {
    const first = await lever.files.upload(maya, pdf("1.pdf"), by);
    both.later(1000);
    const second = await lever.files.upload(maya, pdf("2.pdf"), by);
    const listed = await all(lever.files.list(maya));
    const { body } = await both.heard();
    expect(body).toBeInstanceOf(Array);
    expect(body[0]).toMatchObject({ size: "1024", uploadedAt: String(both.now()) });
    expect(listed).toEqual([second, first]);
    expect(await all(lever.files.list(both.acme.opportunity("Tom Okafor").id))).toEqual([]);
  });

  test("are found by when they were uploaded, both ends included", async () => {
    const first = await lever.files.upload(maya, pdf("1.pdf"), by);
    both.later(DAY);
    const second = await lever.files.upload(maya, pdf("2.pdf"), by);
    const names = async (uploadedAtStart?: number, uploadedAtEnd?: number) =>
      (await all(lever.files.list(maya, { uploadedAtStart, uploadedAtEnd }))).map(({ name }) => name);
    const [early, late] = [first.uploadedAt ?? 0, second.uploadedAt ?? 0];
    expect(await names(late)).toEqual(["2.pdf"]);
    expect(await names(early, late - 1)).toEqual(["1.pdf"]);
    expect(await names(early, late)).toEqual(["2.pdf", "1.pdf"]);
    expect(await names(late + 1)).toEqual([]);
    expect(await failureOf(names(Number.NaN))).toMatchObject({ code: "bad_request", tookEffect: "no" });
  });

  test("of a kind that Lever cannot read are kept and described, and 422 when asked back", async () => {
    const file = await lever.files.upload(maya, { name: "notes.xyz", bytes: BYTES, contentType: "application/x" }, by);
    expect(file).toMatchObject({ ext: ".xyz", status: "unsupported" });
    const failure = await failureOf(lever.files.download(maya, file.id));
    expect(failure).toMatchObject({ code: "unprocessable", status: 422, tookEffect: "no" });
  });

  test("are deleted for good", async () => {
    const { id } = await lever.files.upload(maya, pdf(), by);
    expect(await lever.files.delete(maya, id, by)).toBeUndefined();
    expect((await both.heard()).status).toBe(204);
    expect(both.lastCall("DELETE", id)).toMatchObject({
      performAs: by.performAs,
      effect: { type: "file.deleted", id },
    });
    expect(await all(lever.files.list(maya))).toEqual([]);
    for (const failure of await failuresOf([
      lever.files.get(maya, id),
      lever.files.download(maya, id),
      lever.files.delete(maya, id, by),
    ]))
      expect(failure).toMatchObject({ code: "not_found", tookEffect: "no" });
  });

  test("larger than 30 MB are refused, and nothing is kept", async () => {
    const failure = await failureOf(
      lever.files.upload(maya, { ...pdf(), bytes: new Uint8Array(30 * 1024 * 1024 + 1) }, by),
    );
    expect(failure).toMatchObject({ code: "bad_request", tookEffect: "no" });
    expect(both.acme.filesOf(maya)).toEqual([]);
  });

  test("need an active user to be attributed to", async () => {
    const failure = await failureOf(lever.files.upload(maya, pdf(), { performAs: both.acme.user("marta").id }));
    expect(failure).toMatchObject({ code: "forbidden", tookEffect: "no" });
    expect(both.acme.filesOf(maya)).toEqual([]);
  });
});

describe("résumés (https://hire.lever.co/developer/documentation#resumes)", () => {
  test("come newest first, with what Lever read out of them and the file behind", async () => {
    both.later(DAY);
    const newest = both.acme.addResume(maya, { name: "Maya 2026.PDF", bytes: BYTES });
    const [first, second, ...others] = await all(lever.resumes.list(maya));
    expect(others).toEqual([]);
    expect(first).toEqual({
      id: newest.id,
      createdAt: both.now(),
      parsedData: null,
      file: {
        name: "Maya 2026.PDF",
        ext: "pdf",
        downloadUrl: expect.any(String),
        uploadedAt: both.now(),
        status: "processed",
        size: 1024,
      },
    });
    expect(second?.parsedData?.positions).toEqual([
      {
        org: "Northwind",
        title: "Backend Engineer",
        summary: "Go, PostgreSQL, Kubernetes",
        location: "Madrid, Spain",
        start: { year: 2021, month: 3 },
        end: null,
      },
    ]);
    expect(second?.parsedData?.schools).toMatchObject([{ degree: "BSc", start: { year: 2013, month: null } }]);
    expect(await lever.resumes.get(maya, second?.id ?? "")).toEqual(second);
    const { bytes, contentType } = await lever.resumes.download(maya, newest.id);
    expect(bytes).toEqual(BYTES);
    expect(contentType).toBe("application/pdf");
  });

  test("are found by when they were uploaded", async () => {
    const uploadedAtStart = both.now();
    both.later(1000);
    both.acme.addResume(maya, { name: "New.pdf", bytes: BYTES });
    const fresh = await all(lever.resumes.list(maya, { uploadedAtStart }));
    expect(fresh.map(({ file }) => file?.name)).toEqual(["New.pdf"]);
    expect(await all(lever.resumes.list(maya, { uploadedAtEnd: uploadedAtStart }))).toHaveLength(1);
  });

  test("may be none, and may be gone", async () => {
    const chloe = both.acme.opportunity("Chloé Dubois").id;
    expect(await all(lever.resumes.list(chloe))).toEqual([]);
    expect((await both.heard()).body).toEqual({ data: [], hasNext: false });
    const [resume] = await all(lever.resumes.list(maya));
    both.acme.removeResume(maya);
    expect((await failureOf(lever.resumes.download(maya, resume?.id ?? ""))).code).toBe("not_found");
    expect((await failureOf(lever.resumes.get(maya, UNKNOWN))).code).toBe("not_found");
  });

  test("read from an online profile have no file, and 422 when it is asked for", async () => {
    const [resume] = await all(lever.resumes.list(maya));
    const own = both.emulator.state.accounts["acme"]?.resumes[resume?.id ?? ""];
    Object.assign(own ?? {}, { file: null });
    expect(await lever.resumes.get(maya, resume?.id ?? "")).toMatchObject({
      file: null,
      parsedData: { schools: [{}] },
    });
    expect(await failureOf(lever.resumes.download(maya, resume?.id ?? ""))).toMatchObject({
      code: "unprocessable",
      status: 422,
      tookEffect: "no",
    });
  });
});
