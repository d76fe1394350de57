/**
 * The one check that every address passes before it stands in a mail, a note or a calendar entry: http or https, nothing
 * that could end an attribute or a line, no user name inside. It doesn't ask whether the address exists.
 */
export function isWebAddress(value: string): boolean {
  if (!/^https?:\/\/[^\s"'<>\\^`{|}\p{Cc}]+$/iu.test(value)) return false;
  const url = URL.parse(value);
  return (
    url !== null &&
    (url.protocol === "https:" || url.protocol === "http:") &&
    url.username === "" &&
    url.password === ""
  );
}

/** For addresses that we make ourselves: a wrong one is a bug, and a mail without its link must not go out. */
export function webAddress(value: string): string {
  if (!isWebAddress(value)) throw new TypeError("not a web address (http or https)");
  return value;
}

/** On the same host as an address of ours: pictures from anywhere else would tell others when a mail is read. */
export function isOnSameSite(value: string, own: string): boolean {
  return isWebAddress(value) && URL.parse(value)?.origin === URL.parse(webAddress(own))?.origin;
}
