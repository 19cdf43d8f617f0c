import { describe, expect, test } from 'vitest';

import { phrases } from './phrases';

describe('a line breaks', () => {
  test.each([
    ['許可されたことを確認し、接続まで自動で済ませます。', '許可されたことを/確認し、/接続まで/自動で/済ませます。'],
    ['許可されたら、予定表は自動で接続されます。', '許可されたら、/予定表は/自動で/接続されます。'],
    ['送信するのはあなたです。', '送信するのは/あなたです。'],
    ['予定表が見つかりました', '予定表が/見つかりました'],
    ['もう一度サインインし直すだけで済みます。', 'もう一度/サインインし直すだけで/済みます。'],
    ['どれを選んでも、あとから変えられます。', 'どれを/選んでも、/あとから/変えられます。'],
    ['完了は通知でお知らせします。', '完了は/通知で/お知らせします。'],
    ['お使いの組織では、ご自身で許可できます。', 'お使いの/組織では、/ご自身で/許可できます。'],
  ])('between phrases, never inside a word: %s', (text, broken) => {
    expect(phrases(text)).toEqual(broken.split('/'));
  });

  test.each([
    ['読み取れません', '受け取れません', '取り消せます', '空き容量', '4件中4件', '11月25日（水）', '1時間以上'],
  ])('nowhere in what belongs together: %s', (...texts) => {
    for (const text of texts) expect(phrases(text)).toEqual([text]);
  });

  test('before an opening bracket, not after it, and not before a closing one', () => {
    expect(phrases('許可されたら「もう一度試す」を押してください。')).toEqual([
      '許可されたら',
      '「もう一度試す」を',
      '押してください。',
    ]);
    expect(phrases('必要なロール：管理者（全体）')).toEqual(['必要な', 'ロール：', '管理者', '（全体）']);
    expect(phrases('値を［いいえ］にします。')).toEqual(['値を', '［いいえ］にします。']);
  });

  test('where "|" says so, and nowhere else then', () => {
    expect(phrases('どの|職場アカウントの|予定表を使いますか')).toEqual([
      'どの',
      '職場アカウントの',
      '予定表を使いますか',
    ]);
  });

  test('without losing or adding a letter', () => {
    const text = '田中 美咲\u00a0さんとして、Daybook\u00a0の予定表に（委任のみ）サインインしました。';
    expect(phrases(text).join('')).toBe(text);
  });

  test('at the spaces a text holds, which need no mark', () => {
    expect(phrases('予定表の Outlook')).toEqual(['予定表の Outlook']);
    expect(phrases('Daybook\u00a0の予定表')).toEqual(['Daybook\u00a0の', '予定表']);
  });
});
