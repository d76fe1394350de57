/** `npm run test:caldav`: our CalDAV against a real server, which npm cannot bring. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/caldav/**/*.caldav.ts"],
    globalSetup: ["test/support/postgres.ts"],
    testTimeout: 600_000,
    hookTimeout: 900_000,
    maxWorkers: 1,
  },
});
