import { parts } from '../identifiers';

/**
 * A mail's HTML, rebuilt from a list of elements. Nothing of the original markup reaches the page: what is not on the list
 * is dropped or leaves only its text, and no attribute travels except a language and a header cell's scope.
 */

export type MailTag =
  | 'p'
  | 'div'
  | 'span'
  | 'h3'
  | 'ul'
  | 'ol'
  | 'li'
  | 'table'
  | 'tbody'
  | 'tr'
  | 'th'
  | 'td'
  | 'strong'
  | 'em'
  | 'blockquote'
  | 'br'
  | 'hr';

export type MailNode =
  | { is: 'text'; text: string }
  /** A GUID: client, tenant, request and correlation ids. */
  | { is: 'identifier'; text: string }
  | { is: 'literal'; inside: MailNode[] }
  /** The address an administrator approves at. It opens the consent page here; any other link is only text. */
  | { is: 'approval'; inside: MailNode[] }
  | { is: 'address'; inside: MailNode[] }
  | {
      is: 'element';
      tag: MailTag;
      lang?: string;
      scope?: 'row' | 'col';
      /** A cell's column header. */
      label?: string;
      /** A table of labels and values, or one with columns. */
      table?: 'facts' | 'columns';
      inside: MailNode[];
    };

/** Deeper than any letter. What lies below is text. */
const DEPTH = 24;

const TAGS: Record<string, MailTag> = {
  p: 'p',
  div: 'div',
  section: 'div',
  article: 'div',
  span: 'span',
  h1: 'h3',
  h2: 'h3',
  h3: 'h3',
  h4: 'h3',
  h5: 'h3',
  h6: 'h3',
  ul: 'ul',
  ol: 'ol',
  li: 'li',
  table: 'table',
  tbody: 'tbody',
  tr: 'tr',
  th: 'th',
  td: 'td',
  strong: 'strong',
  b: 'strong',
  em: 'em',
  i: 'em',
  blockquote: 'blockquote',
  br: 'br',
  hr: 'hr',
};

/** They leave nothing, not even their text. */
const NOTHING = new Set(
  'script style head title template noscript iframe frame frameset object embed applet svg math canvas audio video img picture link meta base form input button select textarea option dialog'.split(
    ' ',
  ),
);

export function mailFrom(html: string): MailNode[] {
  // A parsed document is never shown: its scripts do not run and nothing in it is fetched.
  const { body } = new DOMParser().parseFromString(withoutStyles(html), 'text/html');
  return childrenOf(body, 0);
}

/**
 * A document takes the page's content security policy along and complains about every style it would not apply. Renamed, they
 * are read and applied by nobody. This only keeps the console quiet: what reaches the page is decided by the list above.
 */
function withoutStyles(html: string): string {
  return html
    .replaceAll(/<style\b[\s\S]*?<\/style\s*>/giu, '')
    .replaceAll(/<[a-z][^>]*>/giu, (tag) => tag.replaceAll(/\sstyle(?=\s*=)/giu, ' data-style'));
}

/** The text alternative: identifiers and the approval link are found in it. */
export function mailFromText(text: string): MailNode[] {
  return text.split(/(https?:\/\/[^\s<>"]+)/u).flatMap((part, at): MailNode[] => {
    if (part === '') return [];
    return at % 2 === 1 ? [linkTo(part, parts(part))] : parts(part);
  });
}

function childrenOf(element: Element, depth: number): MailNode[] {
  return [...element.childNodes].flatMap((node): MailNode[] => {
    if (node.nodeType === Node.TEXT_NODE) return parts(node.textContent ?? '');
    return node instanceof Element || node.nodeType === Node.ELEMENT_NODE ? rebuilt(node as Element, depth + 1) : [];
  });
}

function rebuilt(element: Element, depth: number): MailNode[] {
  const name = element.localName.toLowerCase();
  if (NOTHING.has(name)) return [];
  if (depth > DEPTH) return parts(element.textContent);
  const inside = childrenOf(element, depth);
  if (name === 'a') return [linkTo(element.getAttribute('href') ?? '', inside)];
  if (name === 'code' || name === 'tt' || name === 'kbd') return [{ is: 'literal', inside }];
  const tag = TAGS[name];
  if (!tag) return inside;
  const literal = tag !== 'div' && isMonospaced(element) ? [{ is: 'literal', inside } satisfies MailNode] : inside;
  if (tag === 'span') return literal;
  return [{ is: 'element', tag, ...attributesOf(element, tag), inside: tag === 'br' || tag === 'hr' ? [] : literal }];
}

function attributesOf(
  element: Element,
  tag: MailTag,
): { lang?: string; scope?: 'row' | 'col'; label?: string; table?: 'facts' | 'columns' } {
  const lang = element.getAttribute('lang');
  const scope = element.getAttribute('scope');
  const label = tag === 'td' ? headerOf(element) : undefined;
  return {
    ...(lang && /^[a-z]{2}(-[A-Za-z]{2,4})?$/u.test(lang) ? { lang } : {}),
    ...(tag === 'th' && (scope === 'row' || scope === 'col') ? { scope } : {}),
    ...(label ? { label } : {}),
    ...(tag === 'table'
      ? { table: element.querySelector('th[scope=row]') ? ('facts' as const) : ('columns' as const) }
      : {}),
  };
}

function headerOf(cell: Element): string | undefined {
  const row = cell.parentElement;
  const header = row?.parentElement?.closest('table')?.querySelector('tr');
  if (!row || !header || header === row) return undefined;
  const column = header.children[[...row.children].indexOf(cell)];
  return column?.localName === 'th' ? column.textContent.trim() || undefined : undefined;
}

/** Read as text: the style itself stays behind. */
function isMonospaced(element: Element): boolean {
  return /font-family:[^;]*monospace/iu.test(element.getAttribute('data-style') ?? '');
}

function linkTo(address: string, inside: MailNode[]): MailNode {
  return { is: isApproval(address) ? 'approval' : 'address', inside };
}

/** Microsoft's two admin consent endpoints, at any host: the link opens nothing but a pane beside it. */
export function isApproval(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, pathname } = new URL(address);
  return (protocol === 'https:' || protocol === 'http:') && /^\/[^/]+\/(v2\.0\/)?adminconsent$/u.test(pathname);
}
