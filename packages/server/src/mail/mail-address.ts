/**
 * A bare mail address, fit to stand in an envelope, a header and a `mailto:` value. Stricter than the standards: quoted
 * local parts, comments, groups and literals are how one address is made to look like another.
 */
const bare = /^[^\s@<>"(),:;\\[\]`\p{Cc}]+@[^\s@<>"'(),:;\\[\]`\p{Cc}]+$/u;

export function isMailAddress(address: string): boolean {
  return address.length <= 254 && bare.test(address);
}
