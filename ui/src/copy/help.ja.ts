import type { help as original } from './help.en';
import type { SameShape } from './text';

export const help = {
  title: 'ヘルプ',
  lede: 'よくある質問に、短くお答えします。',
  topics: {
    safe: {
      title: 'Greenlight には何が見えますか',
      text: 'パスワードは見えません。入力するのは、いつものブラウザーで開く Microsoft のページです。許可されたあとは、画面で示した予定表の許可の範囲だけを使い、サインインの情報はこのパソコンのパスワード保管場所に置きます。',
    },
    it: {
      title: 'なぜ IT 部門の承認が必要なのですか',
      text: '多くの組織では、予定表を読み取れるアプリを管理者が決めています。2025年11月からは、これが Microsoft の既定の設定です。ご自身やパソコンに問題があるわけではありません。',
    },
    admin: {
      title: '組織のアプリを管理しています',
      text: '管理者向けのページがあります。アプリが求める許可、ご自身で照合する方法、許可する方法と許可しない方法をまとめています。',
    },
    network: {
      title: 'ネットワークの途中で通信が遮られます',
      text: 'Greenlight は login.microsoftonline.com と graph.microsoft.com に HTTPS で接続し、システムまたは「設定」で指定したプロキシを使います。接続を確かめると、途中で何が起きているか、誰が対応できるかがわかります。',
    },
    browser: {
      title: 'ブラウザーが開かない、またはページを閉じてしまいました',
      text: 'サインインの画面で「ページをもう一度表示」を押すと開き直せます。「リンクをコピー」を使うと、好きなブラウザーで開けます。ブラウザーで完了すれば、この画面は自動で進みます。',
    },
    logs: {
      title: 'サポート担当者からログを求められました',
      text: 'Greenlight は、動作の記録を小さなファイルにしてこのパソコンに残します。トークン、コード、アドレスは取り除いてあり、自動で送信することはありません。誰に渡すかはご自身で決められます。',
    },
    start: {
      title: '最初からやり直す',
      text: 'このパソコンに保存されたアドレス、進み具合、サインインの情報を消します。すでに与えられた許可は、ご自身か IT 部門が取り消すまで Microsoft に残ります。',
    },
  },
  adminPage: '管理者向けのページ',
  support: (app: string) => `${app} の提供元に問い合わせる`,
  logFolder: 'ログのフォルダーを開く',
  startOver: '最初からやり直す',
} satisfies SameShape<typeof original>;
