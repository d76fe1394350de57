import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from "vitest";
import { isPublicAddress } from "../src/outside/address.ts";
import { createReach, OutsideError, type ReachOptions } from "../src/outside/reach.ts";

/** Addresses that an attacker would try, collected by others. */
const published = createRequire(import.meta.url)(
  "../../../node_modules/ssrfcheck/tests/data/should-not-pass.js",
) as string[];

let server: Server;
let port: number;
let packets: string[] = [];
beforeAll(async () => {
  server = createServer((request, response) => {
    packets.push(`${request.headers.host}${request.url}`);
    if (request.url === "/slow") return;
    if (request.url === "/drip") {
      response.writeHead(200);
      const timer = setInterval(() => response.write("x"), 20);
      response.on("close", () => clearInterval(timer));
      return;
    }
    if (request.url === "/to-other") {
      response.writeHead(302, { location: `http://localhost:${port}/seen` }).end();
      return;
    }
    response
      .writeHead(200, { "content-type": "text/plain" })
      .end(`authorization: ${request.headers.authorization ?? "none"}`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  packets = [];
});

async function refusal(url: string, options: Partial<ReachOptions> = {}): Promise<string> {
  const outside = createReach({ privateHosts: [], ...options }).open();
  try {
    const answer = await outside.request(url);
    return `answered ${answer.status}`;
  } catch (error) {
    if (error instanceof OutsideError) return error.code;
    throw error;
  } finally {
    outside.close();
  }
}

const inside = new Set(["private_address", "bad_address", "not_secure", "unknown_host"]);

test(`none of ${published.length} published addresses gets anywhere, over http or https`, async () => {
  for (const text of published) {
    for (const url of [text, text.replace(/^https?:/i, "https:")]) {
      // Names that would have to be looked up lead to loopback here: the worst answer that a resolver could give.
      const code = await refusal(url, { resolve: async () => ["127.0.0.1"] });
      expect(inside, `${url}: ${code}`).toContain(code);
    }
  }
  expect(packets).toEqual([]);
});

test.each([
  ["loopback", "https://127.0.0.1/"],
  ["loopback, short", "https://127.1/"],
  ["loopback, decimal", "https://2130706433/"],
  ["loopback, octal", "https://0177.0.0.1/"],
  ["loopback, hexadecimal", "https://0x7f000001/"],
  ["loopback, IPv6", "https://[::1]/"],
  ["loopback, IPv4 in IPv6", "https://[::ffff:127.0.0.1]/"],
  ["loopback, old form of IPv4 in IPv6", "https://[::127.0.0.1]/"],
  ["loopback through NAT64", "https://[64:ff9b::7f00:1]/"],
  ["loopback through 6to4", "https://[2002:7f00:1::]/"],
  ["loopback through Teredo", "https://[2001:0:7f00:1::]/"],
  ["nowhere", "https://0.0.0.0/"],
  ["a private network", "https://10.1.2.3/"],
  ["another", "https://172.16.0.1/"],
  ["a home", "https://192.168.1.1/"],
  ["a carrier", "https://100.64.0.1/"],
  ["the metadata service of clouds", "https://169.254.169.254/latest/meta-data/"],
  ["the same, IPv6", "https://[fd00:ec2::254]/"],
  ["link-local", "https://[fe80::1]/"],
  ["multicast", "https://224.0.0.1/"],
  ["documentation", "https://[2001:db8::1]/"],
  ["fullwidth digits", "https://１２７.０.０.１/"],
])("%s is refused by its form", (_, url) => {
  expect(() => createReach({ privateHosts: [] }).check(url)).toThrow(OutsideError);
});

test.each(["8.8.8.8", "1.1.1.1", "172.32.0.1", "2606:4700:4700::1111", "2a00:1450:4001:81b::200e"])(
  "%s is public",
  (address) => {
    expect(isPublicAddress(address)).toBe(true);
  },
);

test.each([
  "ftp://example.com/x",
  "file:///etc/passwd",
  "javascript:alert(1)",
  "https://user:secret@example.com/",
  "not an address",
  "https://",
])("%s is no address that we read", (url) => {
  expect(() => createReach({ privateHosts: [] }).check(url)).toThrow(/address/);
});

test("webcal is https, and plain http is refused", () => {
  expect(createReach({ privateHosts: [] }).check("webcal://example.com/a.ics").href).toBe("https://example.com/a.ics");
  expect(() => createReach({ privateHosts: [] }).check("http://example.com/a.ics")).toThrow(/https/);
});

describe("a name", () => {
  it("that leads to a private address is refused, also when only one of its addresses is private", async () => {
    expect(await refusal(`https://calendar.example:${port}/`, { resolve: async () => ["127.0.0.1"] })).toBe(
      "private_address",
    );
    expect(
      await refusal(`https://calendar.example:${port}/`, { resolve: async () => ["93.184.216.34", "127.0.0.1"] }),
    ).toBe("private_address");
    expect(await refusal(`https://calendar.example:${port}/`, { resolve: async () => ["::ffff:7f00:1"] })).toBe(
      "private_address",
    );
    expect(packets).toEqual([]);
  });

  it("is looked up once for each connection, and connected to where it was checked, whatever it answers next", async () => {
    const arrived: string[] = [];
    const listener = createTcpServer((socket) => {
      arrived.push("loopback");
      socket.destroy();
    });
    await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
    const lookups: string[] = [];
    // Public at the first look, loopback ever after. 192.0.2.1 is for documents, so it is named public only here, by the list of answers.
    const resolve = async (host: string) => {
      lookups.push(host);
      return lookups.length === 1 ? ["8.8.8.8"] : ["127.0.0.1"];
    };
    const at = (listener.address() as AddressInfo).port;
    const first = await refusal(`https://rebinding.example:${at}/`, { resolve, deadlineMs: 300 });
    expect(["too_slow", "unreachable", "certificate"]).toContain(first);
    expect(lookups).toHaveLength(1);
    expect(await refusal(`https://rebinding.example:${at}/`, { resolve, deadlineMs: 300 })).toBe("private_address");
    expect(arrived).toEqual([]);
    await new Promise((resolved) => listener.close(resolved));
  });
});

describe("a private host that the installation names", () => {
  const named = () => ({ privateHosts: [`127.0.0.1:${port}`] });

  it("is reached, by exactly this name and port", async () => {
    expect(await refusal(`http://127.0.0.1:${port}/`, named())).toBe("answered 200");
    expect(await refusal(`http://127.0.0.1:${port + 1}/`, named())).toBe("not_secure");
    expect(await refusal(`http://localhost:${port}/`, named())).toBe("not_secure");
  });

  it("redirects to other names through the same door, and passwords stay behind", async () => {
    expect(await refusal(`http://127.0.0.1:${port}/to-other`, named())).toBe("not_secure");
    const outside = createReach({
      privateHosts: [`127.0.0.1:${port}`, "localhost"],
      resolve: async () => ["127.0.0.1"],
    }).open();
    const direct = await outside.request(`http://127.0.0.1:${port}/`, { authorization: "Basic x" });
    const redirected = await outside.request(`http://127.0.0.1:${port}/to-other`, { authorization: "Basic x" });
    outside.close();
    expect([direct.body, redirected.body]).toEqual(["authorization: Basic x", "authorization: none"]);
  });

  it("may take its time but not for ever, whether it is silent or drips", async () => {
    for (const path of ["/slow", "/drip"])
      expect(await refusal(`http://127.0.0.1:${port}${path}`, { ...named(), deadlineMs: 200 })).toBe("too_slow");
  });

  it("may answer much but not everything", async () => {
    expect(await refusal(`http://127.0.0.1:${port}/`, { ...named(), maxBytes: 10 })).toBe("too_large");
  });
});
