import type { denied as original } from './denied.en';
import type { SameShape } from './text';

export const denied = {
  title: (app) => `${app} の|利用は|許可されませんでした`,
  lede: 'IT 部門の判断によるもので、操作に問題があったわけではありません。',
  facts: '今の状態',
  nothingRead: '何も読み取られていません',
  nothingReadDetail: (app) => `${app} は予定表にもメールにもアクセスしていません。`,
  howWeKnow: 'わかった経緯',
  microsoftSaid: (app, code) =>
    `この組織では ${app} が無効になっていると Microsoft から応答がありました${code ? `（${code}）` : ''}。確認は終了しました。`,
  personSaid: (when) => `${when}にお知らせいただきました。確認は終了しました。`,
  left: 'このパソコンに残るもの',
  leftDetail: '依頼文の下書きです。サインインした場合は、その情報も残っています。',
  remove: '削除する',

  ways: 'これからできること',
  later: '時期をおいて頼む',
  laterDetail: '判断が変わることもあります。IT 部門から連絡があったら、もう一度お試しください。',
  tryAgain: 'もう一度試す',
  personal: '個人の予定表を使う',
  personalDetail: 'Outlook.com の個人アカウントなら、組織の承認は必要ありません。',
  another: '別のアカウントで接続',
  draft: 'IT 部門と相談する',
  draftDetail: '依頼文は残っています。求める許可とその理由をすべて確認できます。',
  backToWaiting: '待機中の画面に戻る',
  readDraft: '下書きを見る',

  details: 'IT 部門向けの詳細',
  time: '日時（UTC）',
  code: 'コード',
  requestId: '要求 ID',
  correlationId: '関連付け ID',

  confirmTitle: 'サインインの情報と|下書きを|削除しますか',
  confirmDetail:
    'このパソコンからアカウントの情報を消して、最初の画面に戻ります。Microsoft や IT 部門の側では何も変わりません。',
  confirm: '削除して最初から',
  keep: '残しておく',
} satisfies SameShape<typeof original>;
