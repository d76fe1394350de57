/** The body of a form as it was sent: every value of a name, in order. Its text is text that can be kept. */
import type { Context } from "hono";
import { HttpProblem } from "./problem.ts";
import { storableText } from "./storable.ts";

export type FormBody = Record<string, (string | File)[]>;

export async function formBody(context: Context): Promise<FormBody> {
  // How large it may be was checked before: what can't be read now is no form, though it says so. That is the sender's mistake.
  const body = await context.req.parseBody({ all: true }).catch((cause: unknown) => {
    throw new HttpProblem(400, "invalid", "The form cannot be read.", { cause });
  });
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      [value].flat().map((one) => (typeof one === "string" ? storableText(one) : one)),
    ]),
  );
}
