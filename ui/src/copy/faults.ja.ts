import type { faults as original } from './faults.en';
import type { SameShape } from './text';

export const faults = {
  address: {
    space: 'アドレスに空白が入っています。空白を取り除いてください。',
    at: 'アドレスには @ が1つあり、その前後に文字が入ります（例：name@company.com）。',
    domain: '@ より後ろがドメイン名になっていません（例：company.com）。ドットの抜けがないかお確かめください。',
    non_ascii: 'Microsoft のアドレスでは使われない文字が入っています。半角の英数字で入力してください。',
    too_long: 'アドレスとして長すぎます。余分な文字が入っていないかお確かめください。',
  },
  network: {
    offline: {
      title: 'このパソコンはオフラインです',
      next: 'ネットワークに接続してから、「もう一度試す」を押してください。',
    },
    timeout: {
      title: 'Microsoft から時間内に応答がありませんでした',
      next: 'アドレスに問題はありません。少し待ってから「もう一度試す」を押してください。',
    },
    tls: {
      title: '安全な接続を確認できませんでした',
      next: 'このネットワークで通信の検査が行われています。IT 部門に login.microsoftonline.com の許可を依頼するか、別のネットワークでお試しください。',
    },
    proxy_sign_in: {
      title: 'ネットワークのプロキシがサインインを求めています',
      next: 'ブラウザーでネットワークにサインインしてから、「もう一度試す」を押してください。',
    },
    not_the_service: {
      title: 'Microsoft ではなく、別のページが応答しました',
      next: '多くの場合、ネットワーク側のログインページです。ブラウザーで手続きを済ませてから、「もう一度試す」を押してください。',
    },
    service_fault: {
      title: 'Microsoft のサインインサービスで一時的な問題が起きています',
      next: 'Microsoft 側の復旧を待ち、数分後に「もう一度試す」を押してください。',
    },
    throttled: {
      title: 'Microsoft から間隔を空けるよう求められました',
      next: '1分ほど待ってから「もう一度試す」を押してください。',
    },
  },
  signIn: {
    no_local_port: {
      title: 'このパソコンで応答を受け取る準備ができませんでした',
      next: 'ほかの Greenlight を閉じてから、「もう一度試す」を押してください。繰り返す場合は、セキュリティソフトが影響している可能性があります。',
    },
    network: {
      title: 'サインインは済みましたが、結果を受け取れませんでした',
    },
    not_ours: {
      title: '別のサインインの応答が届きました',
      next: '応答は受け付けていません。「もう一度試す」を押し、いちばん新しいタブで続けてください。',
    },
    unreadable: {
      title: '応答の内容を読み取れませんでした',
      next: '途中で内容が変わった可能性があります。「もう一度試す」を押してください。繰り返す場合は、別のネットワークでお試しください。',
    },
    expired: {
      title: 'ページの有効時間が過ぎました',
      next: 'Microsoft のサインインには時間の制限があります。「もう一度試す」を押すと、新しいページが開きます。',
    },
  },
  open: {
    nothing_opened: {
      title: 'ブラウザーが開きませんでした',
      next: '「ページをもう一度表示」を押すか、リンクをコピーして、このパソコンのブラウザーに貼り付けてください。',
    },
    not_allowed: {
      title: 'Greenlight が開けるアドレスではありませんでした',
      next: '安全のため、何も開いていません。戻って、サインインをやり直してください。',
    },
    not_written: {
      title: 'ファイルを書き込めませんでした',
      next: 'ディスクの空き容量を確かめてから、「もう一度試す」を押してください。',
    },
  },
} satisfies SameShape<typeof original>;
