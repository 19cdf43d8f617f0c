/**
 * Where a Japanese text may break: at the ends of its phrases, each a word with the particles and endings that belong to it.
 * Chromium finds them by itself (`word-break: auto-phrase`); WebKit breaks between any two letters, so the window marks them.
 * "|" in a text says it outright and stands alone.
 */
export function phrases(text: string): string[] {
  if (text.includes('|')) return text.split('|');
  const found: string[] = [];
  let phrase = '';
  let before = '';
  for (const word of wordsOf(text)) {
    if (phrase !== '' && mayBreak(before, word)) {
      found.push(phrase);
      phrase = '';
    }
    phrase += word;
    before = word;
  }
  return whole([...found, phrase]);
}

/** The longest quoted name that stays on one line, as that of a button. */
const NAME = 14;

/** Puts a short quotation that spans phrases back together: 「もう一度試す」を. */
function whole(found: string[]): string[] {
  const from = found.findIndex((phrase) => phrase.lastIndexOf('「') > phrase.lastIndexOf('」'));
  if (from === -1) return found;
  const to = found.findIndex((phrase, at) => at > from && phrase.includes('」'));
  if (to === -1) return found;
  const joined = found.slice(from, to + 1).join('');
  const kept = joined.length <= NAME ? [joined] : found.slice(from, to + 1);
  return [...found.slice(0, from), ...kept, ...whole(found.slice(to + 1))];
}

const SPACE = /\s/u;
const OPENS = /^[「『（［【〈《(“‘]$/u;
const CLOSES = /^[」』）］】〉》)”’、。，．,.:;：；・！？!?…＞ー～ゃゅょっぁぃぅぇぉャュョッァィゥェォ々]/u;
const ENDS_SENTENCE = /[、。：；，．！？＞]$/u;
const ENDS_QUOTE = /[」』）］】]$/u;
const ENDS_IN_HIRAGANA = /[ぁ-ゖ]$/u;
const IN_HIRAGANA = /^[ぁ-ゖ]/u;
/** They belong to what follows: お使い, ご自身. */
const HONORIFIC = /^[おご]$/u;
/** First halves of compounds: 受け取る, 空き容量. */
const STEM = /^\p{Script=Han}[きけみり]$/u;
/** Words that begin a phrase, though with hiragana. Any other is an ending or a particle of the word before. */
const BEGINS =
  /^(お|ご|お.*\p{Script=Han}.*|ここ|こちら|この|これ.*|その|それ.*|あなた|どの|どなた|どれ|まだ|もう|もう一度|また|ほか|すべて|すでに|すぐ|たいてい|いつ|いつでも|よく|しばらく)$/u;
/** Second halves of verbs: サインインし直す, 取り扱う. */
const CONTINUES = /^(直|合|込|付け|終わ|続け|始め|過ぎ)/u;

/** Whether a line may break between two words that follow each other. */
function mayBreak(before: string, word: string): boolean {
  if (SPACE.test(before.slice(-1)) || SPACE.test(word.charAt(0))) return false;
  if (OPENS.test(before) || CLOSES.test(word) || HONORIFIC.test(before)) return false;
  if (ENDS_SENTENCE.test(before)) return true;
  if (IN_HIRAGANA.test(word)) return BEGINS.test(word) && (ENDS_IN_HIRAGANA.test(before) || ENDS_QUOTE.test(before));
  if (ENDS_QUOTE.test(before) || /^[「『［]$/u.test(word) || before === 'もう一度') return true;
  // A date keeps its day of the week: 25日（水）.
  if (word === '（') return before !== '日';
  return ENDS_IN_HIRAGANA.test(before) && !STEM.test(before) && !CONTINUES.test(word);
}

let dictionary: Intl.Segmenter | undefined;

function wordsOf(text: string): string[] {
  dictionary ??= new Intl.Segmenter('ja', { granularity: 'word' });
  return Array.from(dictionary.segment(text), ({ segment }) => segment);
}
