import type { admin as original } from './admin.en';
import type { SameShape } from './text';

export const admin = {
  turn: 'IT 担当の方の番です',
  title: (app) => `${app} を|誰に|許可しますか`,
  requestedBy: (name) => `${name} さんからの依頼です。`,
  blocks: '止めているもの',
  asks: '求める許可',
  role: '判断できる人',
  reach: '利用できる人の範囲',
  smallest: '最小',
  undo: '取り消し',
  howTo: '手順',
  howToUndo: '取り消す手順',
  copyStep: 'コピー',
  copyStepName: (number) => `手順${number}の内容をコピー`,
  check: 'ご自身で|確認する',
  compare: '1文字ずつ照合する値',
  sayNo: '許可しない方法',
  goodToKnow: '知っておくとよいこと',
  noLink:
    '承認ページのアドレスは、組織がわかると表示されます。アドレスを入力するか、依頼した方の画面でご確認ください。',
  openPage: '承認ページを開く',
  thenAssign: 'このページで行うのは全員への承認です。利用できる人は、そのあとの手順で指定します。',
  search: 'このガイドを検索',
  searchFor: 'Azure AD、拒否、AADSTS50105 など',
  found: (count) => `${count}件`,
  nothing: (question) =>
    `「${question}」に当てはまる説明はありません。画面やロールの名前、コードでもお探しいただけます。`,
  lookUp: '詳しく|調べる',
  advice: '推奨：',
  copyAddress: 'アドレスをコピー',
  noScript: '手順は Microsoft Graph PowerShell で実行します。管理センターには同じ操作の画面がありません。',
} satisfies SameShape<typeof original>;
