/**
 * Which addresses lie in the public internet. Everything that is set aside for something else (loopback, private networks,
 * link-local with the metadata services of clouds, carriers, documentation, multicast, the future) is not, nor are forms
 * that carry an IPv4 address inside. Source: IANA's special-purpose address registries.
 */
import { BlockList, isIP, isIPv4 } from "node:net";

const setAside4: [string, number][] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.31.196.0", 24],
  ["192.52.193.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["192.175.48.0", 24],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
];

/** Within 2000::/3; nothing outside of it is public. 2002::/16 and 2001::/32 carry IPv4 addresses. */
const setAside6: [string, number][] = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["2620:4f:8000::", 48],
  ["3fff::", 20],
];

const closed = new BlockList();
for (const [address, prefix] of setAside4) closed.addSubnet(address, prefix, "ipv4");
for (const [address, prefix] of setAside6) closed.addSubnet(address, prefix, "ipv6");
const open6 = new BlockList();
open6.addSubnet("2000::", 3, "ipv6");

/** `address`: a literal IPv4 or IPv6 address without brackets. Anything else is not public. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !closed.check(address, "ipv4");
  return (
    isIP(address) === 6 && !address.includes("%") && open6.check(address, "ipv6") && !closed.check(address, "ipv6")
  );
}
