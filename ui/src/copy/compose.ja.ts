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

  answerBy: '回答の希望日',
  noDay: 'なし',
  access: '求めるアクセス',
  fullAccess: (app) => `${app} のすべての機能を使えます。`,
  linkAlsoGrants: (values) =>
    `IT 部門の承認リンクの対象は、登録されているすべての許可です。${values} も含まれ、依頼文にもそう書かれます。スクリプトを使えば、この範囲だけを許可できます。`,
  attach: '添付ファイル',
  moreFiles: 'ほかの形式',
  files: {
    sheet_pdf: { name: '判断用シート', what: '判断に必要なことを1ページにまとめた PDF です。' },
    permissions_csv: { name: '許可の一覧', what: '許可を1行ずつ並べた、表計算ソフト用の一覧です。' },
    guide: { name: '管理者向けガイド', what: '許可する、断る、取り消すための手順です。' },
    power_shell: { name: 'PowerShell スクリプト', what: '許可と取り消し。実行前に内容を確認できます。' },
    sheet_html: { name: '判断用シート（ページ）', what: '同じ内容を、ブラウザーで開けます。' },
    permissions_json: { name: '許可の一覧（JSON）', what: 'すべての説明を含む、ツール用の一覧です。' },
    graph_cli: { name: 'Azure CLI スクリプト', what: '同じ内容を、Cloud Shell で実行できます。' },
  },
  noFont: {
    en: 'PDF に使えるフォントがこのパソコンにありません。Noto Sans などをインストールすると作成できます。「判断用シート（ページ）」はこのままで作成できます。',
    ja: 'PDF に使える日本語フォントがこのパソコンにありません。太さの固定された Noto Sans CJK JP などをインストールすると作成できます。「判断用シート（ページ）」はこのままで作成できます。',
  },
  tooLongSheet: '1ページに収まらないため、PDF を作成できません。「判断用シート（ページ）」は作成できます。',
  notMade: 'このアプリでは、このファイルを作成できません。',
  kilobytes: (count) => `${figure(count)} KB`,
  attached: (count) => `ファイル${figure(count)}件`,

  send: '送り方',
  moreWays: 'ほかの送り方',
  fewerWays: '送り方を減らす',
  untilYouSend: 'ご自身で送信するまで、何も送られません。',
  routes: {
    mail_app: 'メールアプリ',
    outlook_web: 'Outlook web',
    gmail: 'Gmail',
    draft_file: '下書きファイル',
    copy: 'コピー',
    save: '保存',
    print: '印刷',
  },
  routeHints: {
    mail_app: '文面の入った新しいメールを開きます。',
    outlook_web: '文面の入った新しいメールを、ブラウザーで開きます。',
    gmail: '文面の入った新しいメールを、ブラウザーで開きます。',
    draft_file: '依頼文の全体を、下書きとしてメールアプリで開きます。',
    copy: 'IT 部門への連絡に使う画面に貼り付けてください。',
    save: '依頼文をページとして保存します。申請システムへの添付に使えます。',
    print: '依頼文をブラウザーで開きます。そこから印刷できます。',
  },
  fits: (used, limit) => `上限の${Math.ceil((used / limit) * 100)}%`,
  tooLong: (used, limit) => `${Math.floor((limit / used) * 100)}%だけ入ります`,
  noLimit: { short: '短い文面・制限なし', full: '全文・制限なし' },
  withFiles: { short: '短い文面・添付あり', full: '全文・添付あり' },
  noFiles: { short: '短い文面・添付なし', full: '全文・添付なし' },
  filesStay: 'この送り方では、ファイルを添付できません。下書きファイルまたは保存をお選びください。',
  notAttached: (file) =>
    `「${file}」を作成できなかったため、何も開いていません。チェックを外して、もう一度お試しください。`,
  preparing: 'ファイルを準備しています',
  didNotOpen: '開けませんでした',
  sendShort: '短い文面で送りますか。',
  useShort: '短い文面にする',
  stillTooLong: '2つの言語を併記すると、メールアプリに渡せる長さを超えます。',
  useDraft: '下書きファイルを選ぶ',
  actions: {
    mail_app: 'メールアプリで開く',
    outlook_web: 'Outlook on the web で開く',
    gmail: 'Gmail で開く',
    draft_file: '下書きを開く',
    copy: '依頼文をコピー',
    save: '依頼文を保存',
    print: '印刷用に開く',
  },
  busy: {
    mail_app: '開いています',
    outlook_web: '開いています',
    gmail: '開いています',
    draft_file: '開いています',
    copy: 'コピーしています',
    save: '保存しています',
    print: '開いています',
  },
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
    outlook_web: 'Outlook on the web で開くように指示しました。',
    gmail: 'Gmail で開くように指示しました。',
    draft_file: '下書きを保存し、メールアプリで開くように指示しました。',
    copy: '依頼文をコピーしました。',
    save: '依頼文をページとして保存しました。',
    print: 'ページを保存し、ブラウザーで開くように指示しました。',
  },
  savedAs: '保存先',
  didYouSend: '送信しましたか',
  sent: '送信した（回答を待つ）',
  notSent: 'まだ',

  back: '戻る',
  backToWaiting: '待機中の画面に戻る',

  notes: {
    followUp: {
      title: 'まだ回答がないときは',
      detail: '短い確認のメールを用意してあります。',
      expires: (day) => `回答のない要求は、30日後（${day}ごろ）に Microsoft 側で無効になります。`,
    },
    addition: { title: '追加を IT 部門に依頼する', detail: '違いだけを伝える、2行のメールです。' },
    thanks: { title: 'IT 部門にお礼を伝える', detail: '取り消しの手順も添えた、短いお礼のメールです。' },
    afterNo: { title: 'ひとこと返信する', detail: '判断を受けとめる、短いお礼のメールです。' },
    read: '文面を読む',
    copy: 'コピー',
    copied: 'コピーしました。',
    opened: 'メールアプリで開くように指示しました。ご自身で送信するまで、何も送られません。',
    failed: '開けませんでした。コピーなら、どのメールでも使えます。',
    notCopied: 'クリップボードを使えませんでした。',
  },
} satisfies SameShape<typeof original>;

function figure(count: number): string {
  return count.toLocaleString('ja-JP');
}
