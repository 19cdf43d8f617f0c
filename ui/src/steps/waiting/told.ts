/** When this window first heard that IT said yes, by request. A restart begins anew: the hour is a courtesy, not a deadline. */
const heard = new Map<string, Date>();

export function toldYesSince(request: string, now: Date): Date {
  const first = heard.get(request) ?? now;
  heard.set(request, first);
  return first;
}
