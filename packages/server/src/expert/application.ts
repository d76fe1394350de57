/** What somebody wrote into the application: checked field by field, so that one answer names everything that is wrong. */
import { vettingApi } from "@interviewvector/domain";
import { oneParagraph } from "../candidate/form.ts";
import type { FormBody } from "../http/form-body.ts";
import { isKnownZone } from "../time/zone.ts";
import { mostCvBytes, type Typed, untyped, type Wrong } from "./apply-page.ts";

export interface Application {
  name: string;
  email: string;
  zone: string;
  employers: string[];
  former: string[];
  years: number;
  skills: { skill: string; level: number }[];
  languages: string[];
  linkedin: string | null;
  words: string;
  cv: { name: string; bytes: Uint8Array; contentType: string } | null;
}

export function readTyped(body: FormBody): Typed {
  const text = (name: string, most: number) => {
    const value = Object.hasOwn(body, name) ? body[name]?.at(-1) : "";
    return typeof value === "string" ? value.slice(0, most) : "";
  };
  const typed = Object.keys(untyped).map((name) => {
    const words = text(name, name === "words" ? 2000 : 300);
    return [name, name === "words" ? words.trim() : oneParagraph(words)];
  });
  return Object.fromEntries(typed) as Typed;
}

export async function checkApplication(typed: Typed, upload: unknown): Promise<Application | { wrong: Wrong }> {
  const wrong: Wrong = {};
  if (typed.name === "") wrong.name = "Please write your name.";
  if (!/^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(typed.email)) wrong.email = "Please write an e-mail address.";
  if (!isKnownZone(typed.zone)) wrong.zone = "Please choose your time zone.";
  const years = Number(typed.years);
  if (typed.years === "" || !Number.isInteger(years) || years < 0 || years > 60)
    wrong.years = "Please write the years in whole numbers.";
  const skills = skillsOf(typed.skills);
  if (skills === null) wrong.skills = "Please write each skill with a level from 1 to 4, for example Go 3.";
  const languages = wordsOf(typed.languages).map(languageCode);
  if (languages.length === 0 || languages.includes(null))
    wrong.languages = "Please write languages by their English names, for example English, Turkish.";
  const linkedin = vettingApi.profile.shape.linkedinUrl.safeParse(typed.linkedin || null);
  if (!linkedin.success) wrong.linkedin = "Please write an address at linkedin.com, with https.";
  const cv = await readCv(upload);
  if (typeof cv === "string") wrong.cv = cv;
  if (Object.keys(wrong).length > 0 || skills === null || typeof cv === "string") return { wrong };
  return {
    name: typed.name.slice(0, 120),
    email: typed.email.toLowerCase(),
    zone: typed.zone,
    employers: typed.employer === "" ? [] : [typed.employer.slice(0, 120)],
    former: wordsOf(typed.former)
      .map((name) => name.slice(0, 120))
      .slice(0, 60),
    years,
    skills,
    languages: [...new Set(languages.filter((code) => code !== null))].slice(0, 10),
    linkedin: linkedin.success ? linkedin.data : null,
    words: typed.words,
    cv,
  };
}

function wordsOf(list: string): string[] {
  return list
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "");
}

/** "Go 4, PostgreSQL 3"; without a number a skill is one that they work with. */
function skillsOf(list: string): Application["skills"] | null {
  const skills = wordsOf(list).map((word) => {
    const [, skill = "", level = "2"] = /^(.*?)\s*(?:[( ]([0-9]+)\)?)?$/.exec(word) ?? [];
    return { skill: skill.trim().slice(0, 60), level: Number(level) };
  });
  const isGood = skills.every(({ skill, level }) => skill !== "" && level >= 1 && level <= 4);
  return skills.length > 0 && skills.length <= 60 && isGood ? skills : null;
}

const languageNames = new Intl.DisplayNames("en", { type: "language" });
const codes = new Map<string, string>();
for (let first = 97; first <= 122; first++) {
  for (let second = 97; second <= 122; second++) {
    const code = String.fromCharCode(first, second);
    const name = languageNames.of(code);
    if (name !== undefined && name !== code) codes.set(name.toLowerCase(), code);
  }
}

function languageCode(word: string): string | null {
  const lower = word.toLowerCase();
  return codes.get(lower) ?? ([...codes.values()].includes(lower) ? lower : null);
}

/** By what the file begins with, whatever it is called: PDF, or the container of DOCX and ODT. */
async function readCv(upload: unknown): Promise<Application["cv"] | string> {
  if (!(upload instanceof File) || upload.size === 0) return null;
  if (upload.size > mostCvBytes) return "The CV is larger than 5 MB.";
  const bytes = new Uint8Array(await upload.arrayBuffer());
  const head = Buffer.from(bytes.subarray(0, 5)).toString("latin1");
  const ending = upload.name.toLowerCase().split(".").at(-1) ?? "";
  if (head === "%PDF-") return { name: upload.name, bytes, contentType: "application/pdf" };
  if (head.startsWith("PK\u0003\u0004") && (ending === "docx" || ending === "odt"))
    return { name: upload.name, bytes, contentType: "application/zip" };
  return "The CV must be a PDF, DOCX or ODT file.";
}
