/** Whether a text could be one or more addresses, between commas or semicolons. Mail apps decide; this only notices a slip. */
export function areAddresses(text: string): boolean {
  return text
    .split(/[,;]/u)
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .every((one) => /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/u.test(one));
}
