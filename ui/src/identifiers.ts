/** A part of a text. GUIDs are the ids that can be hidden from an audience: client, tenant, request, correlation. */
export interface Part {
  is: 'text' | 'identifier';
  text: string;
}

const GUID = /([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})/iu;

export function parts(text: string): Part[] {
  return text
    .split(GUID)
    .map((part, at): Part => ({ is: at % 2 === 1 ? 'identifier' : 'text', text: part }))
    .filter((part) => part.text !== '');
}
