import type { SameShape } from './text';
import type { welcome as original } from './welcome.en';

export const welcome = {
  title: (app: string) => `Outlook の|予定表を|${app} に|接続します`,
  lede: '組織によっては、アプリの利用に IT 部門の承認が必要です。その場合は、依頼文の作成から承認の確認、接続の完了まで、Greenlight がお手伝いします。',
  start: 'はじめる',
  it: 'IT 担当の方はこちら',
  demo: 'デモを試す',
  time: '2分ほどで終わります。IT 部門の承認が必要な場合を除きます。',
  sessionOnly: '再起動後は、もう一度サインインが必要です。',
  unregistered: (app: string) =>
    `この Greenlight にはアプリの登録がまだないため、サインインできるのはデモだけです。実際の組織で使うには、${app} のクライアント ID をプロファイルに設定してください。`,
  privacy: 'プライバシー',
  help: 'ヘルプ',
  otherLanguage: 'English',
  steps: {
    title: 'これからの流れ',
    signIn: 'Microsoft のページで|サインイン',
    signInText: 'いつものブラウザーを使います。パスワードが Greenlight に渡ることはありません。',
    host: 'login.microsoftonline.com',
    write: 'IT 部門への|依頼文を用意',
    onlyIf: '必要な場合のみ',
    writeText: '求める許可と理由をまとめます。送信するのはあなたです。',
    subject: (app: string) => `承認のお願い：${app}`,
    connects: '予定表を自動で接続',
    connectsText: '開いたままお待ちください。完了は通知でお知らせします。',
  },
} satisfies SameShape<typeof original>;
