import type { waiting as original } from './waiting.en';
import type { SameShape } from './text';

export const waiting = {
  title: 'IT 部門の|回答を|待っています',
  lede: 'Greenlight は、開いている間は確認を続けます。許可されたら、予定表は自動で接続されます。',
  ledeRemind: '許可の連絡があったら、この画面で「もう一度試す」を押してください。',
  timeline: 'これまでの経過とこれから',

  blocked: 'IT 部門の承認が必要と表示されました',
  signedInAs: (name) => `${name} さんとしてサインインしました。`,
  asked: 'IT 部門に依頼しました',
  askedTo: (to) => `宛先：${to}。`,
  askedOnPage: '依頼は Microsoft を通じて IT 部門に届きました',
  answerByMail: '回答は Microsoft からメールで届きます（IT 部門が通知を止めている場合は届きません）。',
  expires: '依頼の有効日数は IT 部門が決めています。過ぎたときは、もう一度依頼できます。',
  cannotSee: '送信されたかどうかは、こちらではわかりません。',

  checking: '確認しています',
  notYet: '確認：まだ許可されていません',
  notChecked: 'まだ確認していません',
  deciding: 'IT 部門が判断しています',
  toldYes: '許可されました。Microsoft 側の反映を待っています。',
  toldYesDetail: '「許可された」とお知らせいただきました。反映には1時間ほどかかることがあります。',
  paused: {
    offline: 'オフラインのため一時停止中です',
    proxy_unreachable: 'プロキシから応答がないため一時停止中です',
    proxy_refuses: 'プロキシから Microsoft に届かないため一時停止中です',
    timeout: 'Microsoft から応答がないため一時停止中です',
    tls: '安全な接続を確認できないため一時停止中です',
    proxy_sign_in: 'ネットワークへのサインインが必要なため一時停止中です',
    not_the_service: 'Microsoft 以外のページが応答したため一時停止中です',
    service_fault: 'Microsoft のサービスの一時的な問題のため停止中です',
    throttled: 'Microsoft からの求めにより間隔を空けています',
  },
  locked: 'パスワード保管場所がロックされているため一時停止中です',
  lockedDetail: '確認はまだ行っていません。ロックを解除してから、「今すぐ確認」を押してください。',
  pausedDetail: 'つながりしだい再開します。',
  pausedNetwork:
    'ブラウザーで何かページを開くと、このネットワークのサインイン画面が表示されます。済みしだい再開します。',
  checks: (count) =>
    count === 0
      ? '最初の確認は自動で行います。'
      : `これまでに${count.toLocaleString('ja-JP')}回確認しました。回答に時間がかかるのはよくあることです。`,

  then: 'その後',
  connects: '予定表を接続',
  connectsDetail: '完了したら通知でお知らせします。',
  connectsRemind: 'サインインできしだい接続します。',

  lastCheck: (time) => `前回の確認：${time}`,
  checkNow: '今すぐ確認',
  units: { seconds: '秒後', minutes: '分後', hours: '時間後' },
  in: {
    seconds: (count) => `次の確認は${count}秒後です`,
    minutes: (count) => `次の確認は${count}分後です`,
    hours: (count) => `次の確認は${count}時間後です`,
  },
  due: 'まもなく確認します',
  underWay: '確認中',
  checkedStatus: '確認しました。まだ許可されていません。',

  remindTitle: 'こちらからは|確認できません',
  remindDetail: 'お使いの組織では、サインインにも IT 部門の承認が必要です。試すのはいつでもかまいません。',
  remindSignIn: 'このパソコンのサインインが期限切れか、見つかりません。もう一度試すと、サインインして確認します。',
  tryAgain: 'もう一度試す',

  answer: 'IT 部門から|回答が|ありましたか',
  answerDetail: '直接聞いた場合は、ここでお知らせください。',
  saidYes: '許可された',
  saidNo: '許可されない',

  itCanCheck: 'IT 部門に|確かめて|もらえること',
  itCanCheckLede: '1時間以上たちました。よくある原因は次のとおりです。',
  itChecks: [
    '許可の対象がこのアプリになっているか。依頼文のクライアント ID と照合できます。',
    '一部だけでなく、依頼文にあるすべての許可が付与されているか。',
    'アプリの設定で「割り当てが必要」になっている場合、利用者として割り当てられているか。',
  ],

  readDraft: '下書きを見る',
  writeToo: 'IT 部門にも書く',
  signInAgain: 'もう一度サインイン',
  mayClose: 'Greenlight は閉じてもかまいません。次に開いたときに続きから始まります。',
} satisfies SameShape<typeof original>;
