import { render } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';

import { requestMail } from '../fixtures/presenter';
import { isApproval } from './mail';
import MailBody from './MailBody.svelte';

function show(html: string | null, text = '') {
  const onapproval = vi.fn();
  const { container } = render(MailBody, { mail: requestMail('en', { html, text }), onapproval });
  return { container, onapproval };
}

const APPROVAL =
  'http://localhost:49152/5b0f0c7e-2d5a-4a54-9d0b-6f6f3a1c2e10/v2.0/adminconsent?client_id=3b1f0c62-8f1e-4a7d-9c55-2f60d7c1e9ab';

test.each([
  ['a script', '<p>Hello</p><script>window.owned = true</script>'],
  ['a handler', '<p onclick="window.owned = true" onmouseover="x()">Hello</p>'],
  ['a picture from elsewhere', '<p>Hello<img src="https://elsewhere.example/p.png" onerror="window.owned = true"></p>'],
  ['a style', '<style>body{display:none}</style><p style="position:fixed;inset:0" class="x" id="app">Hello</p>'],
  ['a frame', '<iframe srcdoc="<script>1</script>"></iframe><p>Hello</p><object data="x"></object><embed src="x">'],
  ['a form', '<form action="https://elsewhere.example"><input name="passwd"><button>Go</button></form><p>Hello</p>'],
  [
    'vectors',
    '<p>Hello</p><svg onload="window.owned = true"><a href="javascript:x"><text>no</text></a></svg><math><mi>y</mi></math>',
  ],
  [
    'a base and a refresh',
    '<head><base href="https://elsewhere.example"><meta http-equiv="refresh" content="0"></head><p>Hello</p>',
  ],
  ['markup that closes badly', '<p>Hello<noscript><p title="</noscript><img src=x onerror=window.owned=true>">'],
  ['a template', '<template><script>1</script></template><p>Hello</p>'],
])('%s leaves nothing but harmless text', (_, html) => {
  const { container } = show(html);
  expect(container.textContent).toContain('Hello');
  const elements = [...container.querySelectorAll('*')];
  const allowed = /^(div|p|span|button|br)$/u;
  for (const element of elements) {
    expect(element.localName).toMatch(allowed);
    for (const { name } of element.attributes) expect(['class', 'type', 'lang', 'scope', 'data-label']).toContain(name);
  }
  expect(container.querySelector('.x, #app')).toBeNull();
  expect('owned' in window).toBe(false);
});

test.each(['javascript:alert(1)', 'https://elsewhere.example/', 'data:text/html,x', 'mailto:it@northbank.example'])(
  'a link to %s is text and leads nowhere',
  (address) => {
    const { container } = show(`<p><a href="${address}" target="_blank">Here</a></p>`);
    expect(container.textContent).toContain('Here');
    expect(container.querySelector('a, button, [href]')).toBeNull();
  },
);

test('the_approval_link_opens_the_consent_page_and_nothing_else', () => {
  const { container, onapproval } = show(`<p><a href="${APPROVAL}">${APPROVAL}</a></p>`);
  const link = container.querySelector('button');
  expect(link?.textContent).toBe(APPROVAL);
  link?.click();
  expect(onapproval).toHaveBeenCalledOnce();
  expect(container.querySelector('[href]')).toBeNull();
});

test('approval_addresses_are_microsofts_two_and_nothing_like_them', () => {
  expect(isApproval(APPROVAL)).toBe(true);
  expect(isApproval('https://login.microsoftonline.com/organizations/adminconsent?client_id=x')).toBe(true);
  for (const other of [
    'https://x.example/adminconsent',
    'javascript:/a/adminconsent',
    'adminconsent',
    'https://x.example/a/b/adminconsent',
  ])
    expect(isApproval(other), other).toBe(false);
});

test('identifiers_are_found_wherever_they_stand', () => {
  const { container } = show(
    `<p>Client 3B1F0C62-8F1E-4A7D-9C55-2F60D7C1E9AB and <a href="${APPROVAL}">${APPROVAL}</a></p>`,
  );
  expect([...container.querySelectorAll('.identifier')].map((one) => one.textContent)).toEqual([
    '3B1F0C62-8F1E-4A7D-9C55-2F60D7C1E9AB',
    '5b0f0c7e-2d5a-4a54-9d0b-6f6f3a1c2e10',
    '3b1f0c62-8f1e-4a7d-9c55-2f60d7c1e9ab',
  ]);
});

test('tables_keep_their_headers_and_literals_their_face', () => {
  const { container } = show(
    '<table><tr><th scope="row">Client ID</th><td style="font-family:Consolas,monospace">x</td></tr></table>' +
      '<table><tr><th scope="col">Permission</th><th scope="col">Value</th><th scope="col">Reason</th></tr>' +
      '<tr><td>Read</td><td>Calendars.Read</td><td>To show them</td></tr></table>',
  );
  const [facts, columns] = container.querySelectorAll('table');
  expect(facts?.className).toContain('facts');
  expect(facts?.querySelector('td .mono')?.textContent).toBe('x');
  expect(columns?.className).toContain('columns');
  expect([...(columns?.querySelectorAll('td') ?? [])].map((cell) => cell.getAttribute('data-label'))).toEqual([
    'Permission',
    'Value',
    'Reason',
  ]);
});

test('a_mail_without_html_is_its_text_with_the_link_in_it', () => {
  const { container, onapproval } = show(
    null,
    `Hello,\n\nApprove: ${APPROVAL}\n<b>not bold</b> https://daybook.example/security`,
  );
  expect(container.textContent).toContain('<b>not bold</b>');
  expect(container.querySelectorAll('button')).toHaveLength(1);
  container.querySelector('button')?.click();
  expect(onapproval).toHaveBeenCalledOnce();
});

test('nesting_without_end_stays_text', () => {
  const { container } = show(`${'<div>'.repeat(2000)}deep${'</div>'.repeat(2000)}`);
  expect(container.textContent).toContain('deep');
  expect(container.querySelectorAll('div').length).toBeLessThan(40);
});

test('the_request_as_it_is_sent_is_whole', () => {
  const mail = requestMail('ja');
  const { container } = show(mail.html);
  expect(container.querySelector('[lang=ja]')).not.toBeNull();
  expect(container.textContent).toContain('Calendars.ReadWrite');
  expect(container.querySelectorAll('button')).toHaveLength(1);
});
