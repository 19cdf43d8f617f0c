import type { address as original } from './address.en';
import type { SameShape } from './text';
import { monthLong } from './times';

export const address = {
  title: 'どの|職場アカウントの|予定表を|使いますか',
  label: '職場または学校のメールアドレス',
  hint: 'ドメインだけで調べています。サインインはまだ行われていません。',
  next: '続ける',
  anyway: 'このまま続ける',
  noteFound: (app: string) => `次は ${app} が求める許可です`,
  noteEmpty: 'アドレスを入力してください',
  noteInvalid: 'アドレスを直すと続けられます',
  noteLooking: '調べています…',
  noteUnreachable: 'Microsoft からの応答が必要です',
  noteNotFound: 'このままサインインを試すこともできます',
  noteNotTaken: '別のアドレスが必要です',
  checks: {
    title: '調べた結果',
    waiting: '調べています…',
    microsoft: 'Microsoft 365',
    microsoftFound: (domain: string) => `${domain} で見つかりました`,
    microsoftNotFound: 'このアドレスでは見つかりません',
    microsoftUnreachable: '応答がまだありません',
    cloud: 'クラウド',
    clouds: {
      public: 'Microsoft の通常のクラウド',
      us_government: '米国政府向けクラウド',
      us_defense: '米国国防総省向けクラウド',
      china: '中国（21Vianet が運営）',
    },
    account: 'アカウント',
    accounts: {
      work: '職場または学校のアカウント',
      personal: '個人のアカウント',
    },
    unknown: '不明',
  },
  notFound: 'このアドレスでは Microsoft 365 が見つかりませんでした。つづりを確かめるか、このまま続けてください。',
  notTaken: {
    personal: (app: string) =>
      `個人のアカウントです。${app} を使えるのは組織のアカウントです。職場または学校のアドレスを入力してください。`,
    work: (app: string) =>
      `組織のアカウントです。${app} を使えるのは個人のアカウントです。Outlook.com など、ご自身のアドレスを入力してください。`,
  },
  forecast: {
    it: '見通し：IT 部門の承認が必要になりそうです',
    itText: (since: string) =>
      `${monthLong(since, 'ja')}以降、Microsoft の既定のルールでは、予定表へのアクセスは IT 部門が許可します。設定は組織ごとに異なるため、確実なことはサインイン後にわかります。`,
    easeLead: 'いまは何もする必要はありません。',
    ease: '承認が必要になったら、依頼文はすぐに用意できます。',
    yours: '見通し：ご自身で許可できそうです',
    yoursText:
      'Microsoft の既定のルールでは、この許可に IT 部門の承認は必要ありません。設定は組織ごとに異なるため、確実なことはサインイン後にわかります。',
    personal: '個人のアカウントです。IT 部門の承認は必要ありません。',
    personalText: 'Microsoft のページで、ご自身が許可するかどうかを決めます。',
    you: 'ご自身が判断',
    itSide: 'IT 部門が判断',
    gauge: { it: 'IT 部門が判断する見通し', yours: 'ご自身が判断できる見通し' },
  },
  source: {
    label: '見通しの根拠',
    hint: (since: string) => `Microsoft が公開しているルール（${monthLong(since, 'ja')}から適用）`,
    text: (since: string, scopes: string) =>
      `Microsoft の組織向けの同意ポリシー（「同意設定を Microsoft に任せる」）では、${monthLong(since, 'ja')}から ${scopes} を利用者が許可できなくなりました。これは既定の設定で、組織ごとに変更できます。`,
    yours: 'Microsoft の同意ポリシーで利用者が許可できないとされているものは、含まれていません。',
    tenant: 'テナント ID',
    how: 'Microsoft の公開情報から、ドメインだけで調べました。@ より前の部分は、このパソコンの外に出ていません。',
  },
  announce: {
    it: '職場アカウントです。見通し：IT 部門の承認が必要になりそうです。',
    yours: '職場アカウントです。見通し：ご自身で許可できそうです。',
    personal: '個人のアカウントです。IT 部門の承認は必要ありません。',
  },
} satisfies SameShape<typeof original>;
