/**
 * A person with a browser that has no JavaScript, for measuring: walks the pages behind the address given, up to the form
 * that takes the answer to the app, and prints that form without sending it. Human time ends there.
 */

const [start, upn, password] = process.argv.slice(2);
const cookies = new Map();

const unescaped = (text) =>
  text.replace(/&(amp|quot|lt|gt|#39|#x27);/g, (_, name) => ({ amp: '&', quot: '"', lt: '<', gt: '>' })[name] ?? "'");
const attribute = (tag, name) => unescaped(tag.match(new RegExp(`\\b${name}="([^"]*)"`))?.[1] ?? '');

async function load(url, body) {
  for (;;) {
    const headers = { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
    const answer = await fetch(url, { redirect: 'manual', headers, ...(body && { method: 'POST', body }) });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name, value] = cookie.match(/^([^=]+)=([^;]*)/);
      cookies.set(name, value);
    }
    const next = answer.headers.get('location');
    if (next === null) return { url, html: await answer.text() };
    [url, body] = [new URL(next, url).href, undefined];
  }
}

/** The form that has a field or button of this name. */
function form({ url, html }, name) {
  const found = html.match(/<form[^]*?<\/form>/g)?.find((text) => text.includes(`name="${name}"`));
  if (found === undefined) return undefined;
  const hidden = (found.match(/<input[^>]*type="hidden"[^>]*>/g) ?? []).map((tag) => [attribute(tag, 'name'), attribute(tag, 'value')]);
  return { action: new URL(attribute(found.match(/<form[^>]*>/)[0], 'action'), url).href, fields: new URLSearchParams(hidden) };
}

let page = await load(start);
for (;;) {
  const [signIn, consent, reply] = ['passwd', 'accept', 'code'].map((name) => form(page, name));
  if (reply) {
    console.log(JSON.stringify({ action: reply.action, body: reply.fields.toString() }));
    break;
  } else if (signIn) {
    signIn.fields.set('login', upn);
    signIn.fields.set('passwd', password);
    page = await load(signIn.action, signIn.fields);
  } else if (consent) {
    consent.fields.set('accept', '1');
    page = await load(consent.action, consent.fields);
  } else {
    throw new Error(`nothing to say yes to on ${page.url}`);
  }
}
