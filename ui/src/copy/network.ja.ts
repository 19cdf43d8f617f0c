import type { network as original } from './network.en';
import type { SameShape } from './text';

export const network = {
  title: '接続を確かめる',
  checking: '接続を確かめています',
  lede: 'このパソコンから Microsoft のサインインと予定表に届くかどうかを調べます。お客様の情報は送りません。',
  turn: {
    yours: 'あなたの番です',
    its: 'IT 部門の番です',
    microsofts: 'Microsoft の番です',
    nobodys: '問題は見つかりませんでした',
  },
  clear: {
    title: 'Microsoft に接続できます',
    next: 'サインインと予定表から応答があり、時計も合っています。',
    retry: '「もう一度試す」を押してください。今度は進めるはずです。',
  },
  clock: {
    ahead: (span) => `このパソコンの時計が|${span}進んでいます`,
    behind: (span) => `このパソコンの時計が|${span}遅れています`,
    next: 'サインインには有効時間があるため、時計を合わせる必要があります。日付と時刻を自動で設定してから、「もう一度確かめる」を押してください。',
  },
  span: {
    minutes: (count) => `${count}分`,
    hours: (count) => `${count}時間`,
    days: (count) => `${count}日`,
  },
  calendarOnly: 'サインインはできますが、予定表に届きません。',
  obstacles: {
    no_connection: {
      title: 'このパソコンはオフラインです',
      next: 'ネットワークに接続してから、「もう一度確かめる」を押してください。',
    },
    proxy_unreachable: {
      title: 'プロキシから応答がありません',
      next: 'まず、ネットワークにつながっているかお確かめください。つながっている場合は、設定でプロキシを確かめるか、正しいアドレスを IT 部門に尋ねて、「もう一度確かめる」を押してください。',
    },
    proxy_refuses: {
      title: 'プロキシから先、|Microsoft に届きません',
      next: 'プロキシは応答していますが、Microsoft のアドレスには接続できません。下の2つのホストの許可を IT 部門に依頼してください。それまでは別のネットワークで利用できます。',
    },
    proxy_sign_in: {
      title: 'ネットワークのプロキシが|サインインを求めています',
      next: 'ブラウザーで何かページを開き、ネットワークにサインインしてから、「もう一度確かめる」を押してください。その画面が出ない場合は、下の2つのホストの許可を IT 部門に依頼できます。',
    },
    untrusted_certificate: {
      title: 'このネットワークでは|通信の検査が行われています',
      next: '検査用の証明書がこのパソコンに登録されていないため、内容を読み取られる前に接続を止めました。証明書の登録、または下の2つのホストの除外を IT 部門に依頼してください。',
    },
    certificate_time: {
      title: '証明書の期限と|このパソコンの日付が合いません',
      next: '多くの場合、日付か時刻がずれています。どちらも自動で設定してから、「もう一度確かめる」を押してください。',
    },
    tls: {
      title: '安全な接続ができませんでした',
      next: 'ネットワークの途中で接続が妨げられています。下の2つのホストの許可を IT 部門に依頼してください。それまでは別のネットワークで利用できます。',
    },
    other_page: {
      title: 'Microsoft ではなく、|別のページが応答しました',
      next: '多くの場合、ホテルや列車などのネットワークの利用手続きです。ブラウザーで何かページを開いて手続きを済ませてから、「もう一度確かめる」を押してください。',
    },
    silence: {
      title: 'Microsoft から|時間内に応答がありませんでした',
      next: 'ネットワークが混み合っているか、途中で止められている可能性があります。少し待って「もう一度確かめる」を押すか、別のネットワークでお試しください。',
    },
    service_fault: {
      title: 'Microsoft のサービスで|一時的な問題が起きています',
      next: 'Microsoft 側の復旧を待ち、数分後に「もう一度確かめる」を押してください。',
    },
    slow_down: {
      title: 'Microsoft から|間隔を空けるよう求められました',
      next: '1分ほど待ってから、「もう一度確かめる」を押してください。',
    },
  },
  what: '調べた内容',
  services: { signIn: 'Microsoft のサインイン', calendar: 'Outlook の予定表', clock: 'このパソコンの時計' },
  states: {
    fine: '応答あり',
    clockRight: '合っています',
    clockAhead: (span) => `${span}進んでいます`,
    clockBehind: (span) => `${span}遅れています`,
    clockUnknown: '比べる相手がありません',
  },
  again: 'もう一度確かめる',
  proxySettings: 'プロキシの設定',
  copyForIt: 'IT 部門向けにコピー',
  forIt: (finding, hosts) =>
    `このパソコンの Greenlight から Microsoft に接続できません。アプリの確認結果：${finding}。${hosts} への HTTPS 接続が必要で、証明書はシステムの証明書ストアで確かめています。通信の検査を行っている場合は、検査用のルート証明書をこのストアに登録するか、上記のホストを検査から除外していただけますでしょうか。`,
  announce: (finding) => `確かめました。${finding}。`,
} satisfies SameShape<typeof original>;
