import type { settings as original } from './settings.en';
import type { SameShape } from './text';

export const settings = {
  title: '設定',
  language: '言語',
  languages: { system: 'システム', en: 'English', ja: '日本語' },
  theme: '外観',
  themes: { system: 'システム', light: 'ライト', dark: 'ダーク' },
  proxy: 'Microsoft への接続',
  proxies: { system: 'システムの設定', none: 'プロキシなし', address: '個別に指定' },
  proxyAddress: 'プロキシのアドレス',
  proxyHint: '例：proxy.company.com:8080。プロキシのユーザー名やパスワードは保存しません。',
  proxyWrong:
    'プロキシのアドレスではないようです。proxy.company.com:8080 の形で、ユーザー名やパスワードを含めずに入力してください。',
  proxyUse: 'このプロキシを使う',
  proxyUsed: 'このプロキシを使っています。',
  about: 'このアプリについて',
  version: 'バージョン',
  links: '関連ページ',
  privacy: 'プライバシー',
  security: 'セキュリティ',
  support: 'サポート',
  opensBrowser: 'ブラウザーで開きます',
  startOver: '最初からやり直す',
  startOverDetail:
    'このパソコンからアカウントの情報と進み具合を消します。Microsoft や IT 部門の側では何も変わりません。',
  confirmTitle: 'アカウントの情報を消して|最初から|やり直しますか',
  confirm: '消してやり直す',
  keep: 'このままにする',
} satisfies SameShape<typeof original>;
