import type { compose as original } from './compose.en';
import type { SameShape } from './text';

export const compose = {
  title: 'IT 部門への依頼文',
  settings: '設定',
  preview: 'プレビュー',
  asItWillSee: '受け取る人に見える内容',
  from: '差出人',
  yourItTeam: 'IT 部門',

  to: '宛先',
  toFault: '宛先をご確認ください。',
  toEmpty: 'あとから下書きで入力することもできます。',
  language: '言語',
  languages: { en: 'English', ja: '日本語', both: '併記' },
  length: '長さ',
  lengths: { short: '短く', full: '詳しく' },
  lengthHints: { short: '要点だけの文面です。', full: '判断に必要な情報をすべて載せます。' },

  send: '送り方',
  untilYouSend: 'ご自身で送信するまで、何も送られません。',
  routes: { mail_app: 'メールアプリ', draft_file: '下書きファイル', copy: 'コピー' },
  routeHints: {
    mail_app: '文面の入った新しいメールを開きます。',
    draft_file: '依頼文の全体を、下書きとしてメールアプリで開きます。',
    copy: 'IT 部門への連絡に使う画面に貼り付けてください。',
  },
  fits: (used, limit) => `上限の${Math.ceil((used / limit) * 100)}%`,
  tooLong: (used, limit) => `${Math.floor((limit / used) * 100)}%だけ入ります`,
  noLimit: { short: '短い文面・制限なし', full: '全文・制限なし' },
  didNotOpen: '開けませんでした',
  sendShort: '短い文面で送りますか。',
  useShort: '短い文面にする',
  stillTooLong: '2つの言語を併記すると、メールアプリに渡せる長さを超えます。',
  useDraft: '下書きファイルを選ぶ',
  actions: { mail_app: 'メールアプリで開く', draft_file: '下書きを開く', copy: '依頼文をコピー' },
  busy: { mail_app: '開いています', draft_file: '開いています', copy: 'コピーしています' },
  chosen: (route, length) => `${route}を選びました。${length}`,

  failed: {
    nothing_opened:
      'このパソコンで開けるメールアプリが見つかりませんでした。コピーなら、ブラウザーのメールでも使えます。',
    not_allowed: 'このパソコンの設定により開けませんでした。コピーなら、ブラウザーのメールでも使えます。',
    not_written: '下書きファイルを保存できませんでした。コピーなら、ブラウザーのメールでも使えます。',
  },
  copyInstead: 'コピーを選ぶ',
  copyFailed: 'クリップボードを使えませんでした。プレビューの文章を選択してコピーしてください。',

  handedOver: {
    mail_app: 'メールアプリで開くように指示しました。',
    draft_file: '下書きを保存し、メールアプリで開くように指示しました。',
    copy: '依頼文をコピーしました。',
  },
  savedAs: '保存先',
  didYouSend: '送信しましたか',
  sent: '送信した（回答を待つ）',
  notSent: 'まだ',

  back: '戻る',
  backToWaiting: '待機中の画面に戻る',
} satisfies SameShape<typeof original>;
