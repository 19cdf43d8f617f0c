/** Words belong in src/copy, in both languages. Reports text and spoken attributes written straight into markup. */
const SPOKEN = new Set([
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'title',
  'placeholder',
  'alt',
  'label',
]);
const WORD = /\p{L}/u;
/** The product's name is the same in every language. */
const NAME = 'Greenlight';

/** @type {import('eslint').Rule.RuleModule} */
export default {
  meta: { type: 'problem', schema: [], messages: { words: 'Move "{{text}}" to src/copy.' } },
  create(context) {
    /** @param {any} node @param {string} text */
    const report = (node, text) => {
      if (WORD.test(text.replaceAll(NAME, '')))
        context.report({ node, messageId: 'words', data: { text: text.trim() } });
    };
    return {
      /** @param {any} node */
      SvelteText(node) {
        if (node.parent?.type === 'SvelteScriptElement' || node.parent?.type === 'SvelteStyleElement') return;
        report(node, node.value);
      },
      /** @param {any} node */
      SvelteAttribute(node) {
        if (!SPOKEN.has(node.key.name)) return;
        for (const part of node.value) if (part.type === 'SvelteLiteral') report(part, part.value);
      },
    };
  },
};
