/**
 * Bytes in a bucket of S3 or of anything that speaks its protocol, one object each. The bucket stands in the path, not in the
 * host's name: so a server of one's own needs no names in the DNS. Source: Amazon S3 API Reference, PutObject, GetObject,
 * DeleteObject.
 */
import { AwsClient } from "aws4fetch";
import type { BucketPlace } from "./place.ts";
import type { Bytes } from "./bytes.ts";

const DEADLINE_MS = 20_000;
/** Of 429 and 5xx, with growing pauses. */
const RETRIES = 3;

export function createBucket({ endpoint, bucket, prefix, region, accessKeyId, secretAccessKey }: BucketPlace): Bytes {
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: "s3", retries: RETRIES });

  async function ask(method: "PUT" | "GET" | "DELETE", id: string, body?: Uint8Array): Promise<Response> {
    const address = `${endpoint}/${[bucket, ...prefix, id].map(encodeURIComponent).join("/")}`;
    const signal = AbortSignal.timeout(DEADLINE_MS);
    const answer = await client.fetch(address, { method, signal, ...(body ? { body: new Uint8Array(body) } : {}) });
    if (answer.ok) return answer;
    const why = /<Code>([^<]{1,100})<\/Code>/.exec(await answer.text())?.[1];
    throw new Error(
      `the bucket "${bucket}" answers ${answer.status}${why === undefined ? "" : ` (${why})`} to ${method} of ${id}`,
    );
  }

  return {
    async write(id, bytes) {
      await ask("PUT", id, bytes);
    },
    read: async (id) => new Uint8Array(await (await ask("GET", id)).arrayBuffer()),
    async remove(id) {
      await ask("DELETE", id);
    },
  };
}
