import type { Lang } from '../ipc/generated/Lang';
import type { presenter as original } from './presenter.en';
import type { SameShape } from './text';
import { clock, dayOf, whenShort } from './times';

const lang: Lang = 'ja';

export const presenter = {
  person: {
    computer: (person: string) => `${person} さんのパソコン`,
  },
  it: {
    caption: (admin: string) => `IT 部門の${admin} さん`,
    rooms: '受信トレイと承認待ち',
    title: (organisation: string) => `${organisation} 管理画面`,
    desk: 'IT 部門の受信トレイと承認待ち',
    reading: 'IT 部門が開いている内容',
    inbox: '受信トレイ',
    noMail: 'メールはまだありません',
    queue: '承認待ち',
    noRequests: '待っている申請はありません',
    from: (sender: string, at: string) => `${sender}、${whenShort(at, lang)}`,
    attached: '添付',
    nothingOpen: '開いているものはありません',
    nothingOpenDetail: '依頼が送られると、ここに届きます。',
    onePerson: '1名',
  },
  request: {
    by: (person: string) => `${person} さんからの申請`,
    reason: '理由',
    noReason: '理由は書かれていません。',
    asked: '申請',
    outcome: '結果',
    review: '求める許可を確認する',
    outcomes: {
      pending: '判断待ち',
      approved: '承認済み',
      denied: '却下',
      blocked: 'ブロック',
      expired: '回答がないまま期限切れ',
    },
    waitingSince: (at: string) => `${whenShort(at, lang)}から待機中`,
  },
  consent: {
    title: '要求されている許可',
    lede: '組織の代理で承諾する',
    publisher: (name: string) => `発行元：${name}`,
    verified: '確認済みの発行元',
    unverified: '発行元は未確認です',
    wants: 'このアプリが求めること：',
    everyone: '承諾すると、組織内でこのアプリにサインインする全員について、このアクセスが許可されます。',
    accept: '承諾',
  },
  answers: {
    approve: '承認',
    deny: '却下',
    block: 'ブロック',
  },
  standing: {
    approved: (at: string) => `承認しました。${whenShort(at, lang)}から有効です。`,
    passingOn: (at: string) => `承認しました。${whenShort(at, lang)}に有効になります。`,
    denied: (person: string) => `却下しました。${person} さんは、もう一度依頼できます。`,
    blocked: 'ブロックしました。この組織ではアプリを使えません。',
  },
  bridge: {
    person: '次に動くのは左側です',
    it: 'IT 部門の番です',
    connected: '接続済み',
    no: '許可されませんでした',
  },
  bar: {
    region: '発表者',
    scene: '筋書きとアプリ',
    reset: 'リセット',
    hideIds: 'ID を隠す',
    showIds: 'ID を表示',
    notes: 'ノート',
    beats: '筋書きの現在地',
    time: 'シミュレーションの時刻',
    clock: (at: string) => `${dayOf(new Date(at), lang)} ${clock(new Date(at), lang)}`,
    hour: '1時間',
    next: '次の場面',
    space: 'Space',
    escape: 'Esc',
    hide: 'このバーを隠す',
    show: 'バーを表示',
    leave: '発表を終える',
    close: '閉じる',
  },
  beats: {
    sign_in: 'サインイン',
    block: '承認の壁',
    request: '依頼',
    waiting: '待機',
    approved: '承認',
    connected: '接続',
    denied: '許可されず',
  },
  scene: {
    story: '筋書き',
    app: '提供元のアプリ',
    delay: '承認が有効になるまでの時間',
    delays: {
      none: 'すぐに',
      seconds: (count: number) => `${count}秒`,
      minutes: (count: number) => `${count}分`,
      hour: '1時間',
    },
    later: 'そのあと',
    expire: 'トークンを期限切れにする',
    revoke: '承認を取り消す',
  },
  lines: {
    nobody_asked: 'IT 部門への依頼は、まだ届いていません。',
    page: 'ページはブラウザーで開いています。そちらで操作してから戻ってください。',
    it: 'IT 部門が判断する番です。承認、却下、ブロックから選びます。',
    wait: '前の操作がまだ終わっていません。少しお待ちください。',
    by_hand: 'この壁には専用の進み方があります。左側のボタンで進めてください。',
    end: '筋書きはここまでです。リセットすると、最初からもう一度見せられます。',
  },
  password: 'パスワード',
  narrow: {
    title: '発表には、もう少し広いウィンドウが必要です',
    detail: '幅を1000ピクセル以上にすると、両側が並びます。その間も筋書きは進められます。',
  },
  notes: {
    title: '発表者ノート',
    say: '話すこと',
    do: 'すること',
    expect: '起きること',
    next: '次',
    noDemo: 'ノートはデモのためのものです',
    noDemoDetail: 'もう1つのウィンドウでデモを始めると、進み具合に合わせて表示されます。',
    ends: '質疑応答',
    moments: {
      welcome: {
        title: '約束',
        say: (app: string, person: string) =>
          `${person} さんは Outlook の予定表を ${app} で使いたいのですが、多くの組織ではここで止まります。左が本人、右が IT 部門。両方をお見せします。`,
        do: () => 'Space キーを押します。',
        expect: () => 'メールアドレスの画面に移ります。',
      },
      address: {
        title: '見通し',
        say: () =>
          'サインインの前に、IT 部門の承認が必要になりそうかどうかがわかります。不意打ちはなく、だれのせいでもありません。',
        do: () => 'Space キーでアドレスを入力します。見通しが出たら、もう一度 Space キーを押します。',
        expect: () => '3つの確認が埋まり、見通しが表示され、求める許可の画面に進みます。',
      },
      permissions: {
        title: '求める許可',
        say: (app: string) =>
          `許可ごとに ${app} の理由が添えられ、できないことも書かれています。IT 部門が読むのも同じ一覧です。`,
        do: () => 'Space キーを押すと、ブラウザーが開きます。',
        expect: () => 'Greenlight が待ち受け、シミュレーションのサインイン画面がブラウザーで開きます。',
      },
      browser: {
        title: '壁',
        say: () =>
          '利用者が出会うのはこのページです。アプリには何も戻ってこないため、Greenlight は表示内容を尋ねます。',
        do: (email: string, password: string) =>
          `ブラウザーで ${email} としてサインインし（パスワードは ${password}）、最初のページで承諾します。壁に着いたら、戻って Space キーを押します。`,
        expect: () => '承認が必要な組織では壁と案内の画面、必要のない組織ではそのまま予定表が接続されます。',
      },
      blocked: {
        title: 'だれの番か',
        say: (person: string) =>
          `${person} さんの操作に誤りはありません。だれが、なぜ判断するのか、どのくらい確かなのかを伝えます。コードは折りたたみの中です。`,
        do: () => 'Space キーを押します。',
        expect: () => 'IT 部門への依頼文が、書き上がった形で開きます。',
      },
      compose: {
        title: '依頼文',
        say: () =>
          '1つのアプリについての判断を1つだけ。許可ごとの理由、確かめ方、断り方まで、IT 部門が読む言葉で書かれています。',
        do: () => 'Space キーで依頼文を渡します。',
        expect: () => 'メールが右側の IT 部門の受信トレイに届き、送信したかどうかを尋ねられます。',
      },
      handed_over: {
        title: '届いたメール',
        say: (admin: string) =>
          `右側に見えるのは、いま書かれたメールそのものです。${admin} さんが読む形でお見せします。`,
        do: () => 'Space キーを押して、回答を待つ画面に進みます。',
        expect: () => '左側が待機に変わり、間のランプが琥珀色になります。',
      },
      waiting: {
        title: 'IT 部門の判断',
        say: (admin: string) =>
          `ここからは ${admin} さんの番です。全員に承認する、却下する、ブロックする。どれも取り消せます。左側にはだれも触れません。`,
        do: () => 'A キーで承認します。D キーは却下、B キーはブロックです。',
        expect: () => 'ランプが左へ戻り、左側が自分で気づきます。',
      },
      passing_on: {
        title: '承認は反映待ち',
        say: () =>
          '承認が行き渡るまで、Microsoft では最大1時間ほどかかることがあります。Greenlight はそのことを伝えて待ちます。',
        do: () => 'T キーで1時間進めるか、Space キーで有効になる時刻へ進めます。',
        expect: () => 'シミュレーションの時刻が進み、予定表が接続されます。',
      },
      in_effect: {
        title: '承認済み',
        say: () => '承認は有効になりました。次の確認で見つかります。',
        do: () => '少し待つか、Space キーで今すぐ確認します。',
        expect: () => '何も押さなくても、予定表が接続されます。',
      },
      refused: {
        title: '許可されなかったとき',
        say: () => '断るのも立派な答えです。左側は、それを知った時点で落ち着いて伝えます。',
        do: () => 'Space キーを押します。',
        expect: () => '何も読み取られていないこと、残された方法を正直に伝える画面に移ります。',
      },
      connected: {
        title: '接続済み',
        say: (app: string) =>
          `予定表が ${app} につながりました。今週の予定、許可された内容、本人と IT 部門それぞれの取り消し方が見られます。`,
        do: () => '「詳細と取り消し」を開きます。質問を受けるか、R キーで最初に戻します。',
        expect: () => '今週の予定と、実際に許可された内容が表示されます。',
      },
      addition: {
        title: '更新で許可が増えたとき',
        say: (app: string) =>
          `${app} の新しい版は、IT 部門が承認した範囲より多くの許可を求めます。予定表はつながったまま、増えた分だけを IT 部門に尋ねます。`,
        do: () => 'Space キーで IT 部門に連絡を渡し、もう一度押して回答を待ちます。',
        expect: () => '連絡が右側の受信トレイに届き、ランプが琥珀色になります。今週の予定はそのまま見られます。',
      },
      addition_awaited: {
        title: '増えた許可の判断',
        say: (admin: string) =>
          `ここからは ${admin} さんの番です。その間も止まるものはなく、予定表はこれまでの許可で使えます。`,
        do: () => 'A キーで承認します。そのあと少し待つか、Space キーで先へ進みます。',
        expect: () => '予定の上の案内が消え、許可された内容に新しい許可が加わります。',
      },
      denied: {
        title: '正直な「いいえ」',
        say: () => '判断するのは IT 部門で、本人の操作が原因ではありません。何も読み取られていません。',
        do: () => '残された方法を見せます。R キーで別の結末も見せられます。',
        expect: () => '緑のボタンはありません。ここで押し進めるものがないからです。',
      },
    },
  },
} satisfies SameShape<typeof original>;
