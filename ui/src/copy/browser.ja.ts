import type { browser as original } from './browser.en';
import type { SameShape } from './text';

export const browser = {
  title: 'Microsoft の|ページで|続けてください',
  preparing: 'ページを準備しています',
  listening: 'ブラウザーからの応答を待っています',
  elapsed: (minutes: number, seconds: number) => (minutes > 0 ? `${minutes}分${seconds}秒` : `${seconds}秒`),
  host: 'アドレスの先頭が次のとおりか、お確かめください：',
  secondLeg: (name: string) => `${name} さんとしてサインインしました。続けて、同じタブで予定表の許可に進みます。`,
  announceSigned: (name: string) => `${name} さんとしてサインインしました。`,
  again: 'ページをもう一度表示',
  copyLink: 'リンクをコピー',
  linkCopied: 'リンクをコピーしました。今回のサインインにだけ使えます。',
  stop: 'やめて戻る',
  backToBefore: '元の画面に戻る',
  note: 'ブラウザーで完了すると、この画面は自動で進みます。',
  stopped: '応答の待ち受けを終了しました',
  interrupted: {
    title: 'ページを開いている間に Greenlight が終了しました',
    next: '前のページからの応答は受け取れません。「もう一度試す」を押すと、新しいページが開きます。',
  },
  stall: {
    title: 'まだ|先に|進みませんか。|ページには|何と|表示されていますか。',
    text: 'Microsoft のページには、こちらに結果が届かないものがあります。表示されているものを選ぶと、続きをご案内します。',
    announce: 'まだ応答を待っています。ページに何と表示されているか教えてください。',
  },
  cards: {
    label: 'ページの表示',
    need_admin_approval: {
      title: '「管理者の|承認が必要」',
      text: 'リンクが2つあり、入力欄はありません。',
      drawn: '管理者の承認が必要',
    },
    approval_required: { title: '「承認が必要」', text: '理由を入力する欄があります。', drawn: '承認が必要' },
    request_sent: {
      title: '「要求が|送信されました」',
      text: '理由はすでに IT 部門へ届いています。',
      drawn: '要求が送信されました',
    },
    something_else: { title: 'それ以外', text: '別のメッセージや空白のページ、または閉じた場合。', drawn: '?' },
  },
  paste: {
    label: 'ページの文章を貼り付けることもできます。コードはこのパソコンの中で読み取り、外部には送信しません。',
    nothing: 'コードが見つかりませんでした。上から近いページを選んでください。',
    read: '読み取る',
  },
} satisfies SameShape<typeof original>;
