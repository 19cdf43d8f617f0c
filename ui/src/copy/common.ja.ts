import type { Lang } from '../ipc/generated/Lang';
import type { common as original } from './common.en';
import type { SameShape } from './text';
import { whenShort } from './times';

const lang: Lang = 'ja';

export const common = {
  product: 'Greenlight',
  back: '戻る',
  close: '閉じる',
  cancel: 'キャンセル',
  copied: 'コピーしました',
  copyDetails: '詳細をコピー',
  tryAgain: 'もう一度試す',
  checkConnection: '接続を確かめる',
  help: 'ヘルプ',
  settings: '設定',
  documentTitle: (screen: string) => `${screen} - Greenlight`,
  regions: { rail: '手順', body: '内容', bar: '操作', demo: 'デモ', notices: 'お知らせ' },
  turn: {
    yours: 'あなたの番です',
    yoursInBrowser: 'ブラウザーで操作してください',
    its: 'IT 部門の番です',
    itDecides: '判断するのは IT 部門です',
    connected: '接続済み',
    no: '許可されませんでした',
    vendor: (app: string) => `${app} の提供元の番です`,
    wait: '少し待つだけです',
  },
  lamp: {
    yours: 'あなたの番',
    theirs: 'IT 部門の番',
    done: '完了',
    no: '許可されず',
    ahead: 'これから',
  },
  route: {
    address: 'メールアドレス',
    permissions: '求める許可',
    sign_in: 'サインイン',
    decision: 'IT 部門の判断',
    connected: '予定表の接続',
  },
  detail: {
    permissions: (count: number) => `${count}件`,
    at: (time: string) => whenShort(time, lang),
  },
  notices: {
    session_only: {
      text: 'このパソコンではパスワードの保管場所を使えないため、再起動後にもう一度サインインが必要です。',
      next: 'いまは何もする必要はありません。',
    },
    key_store_locked: {
      text: 'パソコンのパスワード保管場所がロックされていて、サインインの情報を読み取れません。',
      next: 'ロックを解除してから、もう一度お試しください。',
    },
    record_unreadable: {
      text: '保存されているサインインの情報は、別のバージョンで書かれたものです。そのまま残してあります。',
      next: 'ここでもう一度サインインするか、新しいバージョンを開いてください。',
    },
    not_copied: {
      text: 'クリップボードにコピーできませんでした。',
      next: '文章を選択して、ご自身でコピーしてください。',
    },
    state_set_aside: {
      text: '保存されていた進み具合を読み取れませんでした。ファイルは残し、最初から始めます。',
      next: 'そのほかに失われたものはありません。',
    },
    state_not_saved: {
      text: 'このパソコンに進み具合を保存できないため、再起動すると続きから再開できません。',
      next: 'ディスクの空き容量をお確かめください。',
    },
  },
  problems: {
    invalid_input: {
      title: '入力を受け付けられませんでした',
      next: '文章が長すぎるか、画面がすでに次へ進んでいます。内容を確かめて、もう一度お試しください。',
    },
    not_a_proxy: {
      title: 'プロキシのアドレスではないようです',
      next: 'proxy.company.com:8080 の形で、ユーザー名やパスワードを含めずに入力してください。設定は変わっていません。',
    },
    demo_unavailable: {
      title: 'このパソコンではデモを開始できませんでした',
      next: 'パソコン内部の通信が遮られている可能性があります。ほかの Greenlight を閉じて、もう一度お試しください。',
    },
    not_opened: {
      title: 'ブラウザーでページを開けませんでした',
      next: 'ブラウザーを起動してから、もう一度お試しください。',
    },
    engine_stopped: {
      title: 'Greenlight の内部の処理が止まりました',
      next: 'ウィンドウを閉じて、もう一度 Greenlight を開いてください。続きから再開できます。',
    },
    not_saved: {
      title: 'この設定は Greenlight を閉じるまで有効です',
      next: 'ディスクに書き込めませんでした。空き容量をお確かめください。',
    },
  },
  demo: {
    watermark: 'シミュレーションです。Microsoft ではありません',
    scenario: '筋書き',
    fillIn: 'デモのアドレスを入力',
    password: 'パスワード',
    adminPage: 'IT 部門のページ',
    reset: '最初から',
    leave: 'デモを終了',
    present: '発表する',
  },
} satisfies SameShape<typeof original>;
