import type { permissions as original } from './permissions.en';
import type { SameShape } from './text';
import { dateLong } from './times';

export const permissions = {
  title: (app: string) => `${app} が|求める許可`,
  lede: (app: string) =>
    `次のページでは Microsoft の言葉で同じ内容が表示されます。ここでは ${app} が必要とする理由をお伝えします。`,
  caption: (app: string) => `${app} が求める許可の一覧`,
  permission: '許可',
  reason: (app: string) => `${app} が必要とする理由`,
  decides: '許可する人',
  noReason: '提供元による説明はありません',
  who: { you: 'ご自身', probably_it: 'おそらく IT 部門', it: 'IT 部門' },
  cannot: 'できないこと',
  signIn: 'Microsoft でサインイン',
  less: '求める許可を減らす',
  lessTitle: 'どこまで|許可を|求めるか',
  lessDone: '完了',
  level: (name: string) => `選択中：${name}。`,
  hints: {
    not_all: '「.All」とありますが、対象はご自身が開けるものだけです。',
    ordinary_account: '管理者の役割を持たないアカウントで許可してください。',
  },
  reviewed: (date: string) => `提供元による一覧の最終確認：${dateLong(date, 'ja')}`,
  opens: (host: string) => `${host} を開きます`,
  old: (date: string) => `この一覧を提供元が最後に確認したのは${dateLong(date, 'ja')}で、1年以上前です。`,
} satisfies SameShape<typeof original>;
