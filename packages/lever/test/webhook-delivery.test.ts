import { createHmac } from "node:crypto";
import { assert, integer, property, stringMatching } from "fast-check";
import { describe, expect, it } from "vitest";
import { signDelivery, verifyDelivery } from "../src/index.ts";
import { deliveryAnswer } from "./recorded-answers.ts";

const KEY = "81358960e95ed76bf1def200692c2f956818caf168682e26";
const triggeredAt = 1_431_454_330_072;
const signed = (over: Record<string, unknown> = {}) => {
  const { token } = deliveryAnswer;
  return { ...deliveryAnswer, signature: signDelivery({ token, triggeredAt, signatureToken: KEY }), ...over };
};
const check = (body: unknown, signatureToken = KEY) => verifyDelivery({ body, signatureToken });

describe("the signature of a delivery", () => {
  it("is the keyed hash of token and time", () => {
    expect(signDelivery({ token: "abc", triggeredAt, signatureToken: "secret" })).toBe(
      "6eee8aa0602bba3119acdd6e427056b60e0507d4b70bbe174f1b59692d2464af",
    );
  });

  it("lets a delivery in, with what it hints at", () => {
    expect(check(signed())).toEqual({
      ok: true,
      delivery: {
        id: null,
        event: "candidateStageChange",
        triggeredAt,
        token: deliveryAnswer.token,
        hint: {
          opportunityId: "3410c8b9-5c31-4bab-b7e9-9f710206d647",
          contactId: "05c248f9-ccb1-435f-bab5-0ec608aec263",
          applicationId: null,
          interviewId: null,
          panelId: null,
          toStageId: "7c2690d8-6308-4ed9-ae2a-cbfe7db26593",
          fromStageId: "992f01a9-ee19-41d2-ae79-1040701b195c",
        },
      },
    });
  });

  it("lets Lever's test delivery in, whose data is empty", () => {
    expect(check(signed({ data: {} }))).toMatchObject({ ok: true, delivery: { hint: { opportunityId: null } } });
  });

  it("may be written in capitals", () => {
    expect(check(signed({ signature: signed().signature.toUpperCase() })).ok).toBe(true);
  });

  it.each([
    ["no object", "text", "not_an_object"],
    ["a list", [signed()], "not_an_object"],
    ["nothing", null, "not_an_object"],
    ["no signature", signed({ signature: undefined }), "no_signature"],
    ["a null signature", signed({ signature: null }), "no_signature"],
    ["a blank signature", signed({ signature: "" }), "no_signature"],
    ["a signature cut short", signed({ signature: signed().signature.slice(0, 62) }), "bad_signature_form"],
    ["a signature that is no text", signed({ signature: 1 }), "bad_signature_form"],
    ["another's signature", signed({ signature: "0".repeat(64) }), "wrong_signature"],
    ["another token", signed({ token: "a".repeat(48) }), "wrong_signature"],
    ["a token with foreign characters", signed({ token: "a b" }), "bad_token"],
    ["no token", signed({ token: undefined }), "bad_token"],
    ["another time", signed({ triggeredAt: triggeredAt + 1 }), "wrong_signature"],
    ["a time as text", signed({ triggeredAt: String(triggeredAt) }), "bad_triggered_at"],
    ["a time in seconds", signed({ triggeredAt: 1_431_454_330 }), "bad_triggered_at"],
    ["a broken time", signed({ triggeredAt: 1_431_454_330_072.5 }), "bad_triggered_at"],
    ["no event", signed({ event: undefined }), "no_event"],
  ])("keeps out a delivery with %s", (_, body, reason) => {
    expect(check(body)).toEqual({ ok: false, reason });
  });

  it("keeps everything out while the key is blank, even what was signed with a blank key", () => {
    const signature = createHmac("sha256", "").update(`${deliveryAnswer.token}${triggeredAt}`).digest("hex");
    expect(check(signed({ signature }), "")).toEqual({ ok: false, reason: "no_signature_token" });
  });

  it("can't be carried over by moving digits between token and time", () => {
    const token = "abc1";
    const signature = signDelivery({ token, triggeredAt, signatureToken: KEY });
    const shifted = { ...signed(), signature, token: "abc", triggeredAt: 11_431_454_330_072 };
    expect(`${shifted.token}${shifted.triggeredAt}`).toBe(`${token}${triggeredAt}`);
    expect(check(shifted)).toEqual({ ok: false, reason: "bad_triggered_at" });
  });

  it("fits its own delivery and no other, whatever the values", () => {
    const tokens = stringMatching(/^[0-9a-f]{48}$/);
    const times = integer({ min: 1_000_000_000_000, max: 9_999_999_999_999 });
    assert(
      property(tokens, times, tokens, times, (token, at, otherToken, otherAt) => {
        const signature = signDelivery({ token, triggeredAt: at, signatureToken: KEY });
        const same = token === otherToken && at === otherAt;
        expect(check({ event: "x", data: {}, token, triggeredAt: at, signature }).ok).toBe(true);
        expect(check({ event: "x", data: {}, token: otherToken, triggeredAt: otherAt, signature }).ok).toBe(same);
      }),
      { numRuns: 50 },
    );
  });

  it("is not made for values that would be refused", () => {
    expect(() => signDelivery({ token: "abc", triggeredAt, signatureToken: "" })).toThrow(RangeError);
    expect(() => signDelivery({ token: "a b", triggeredAt, signatureToken: KEY })).toThrow(RangeError);
    expect(() => signDelivery({ token: "abc", triggeredAt: 5, signatureToken: KEY })).toThrow(RangeError);
  });
});
