import type { SameShape } from './text';
import type { someoneElse as original } from './someone-else.en';

export const someoneElse = {
  title: 'この|アカウントで|よろしいですか',
  otherAddress:
    '入力したものとは別のアドレスでサインインしました。1つのメールボックスに複数のアドレスがあることも多いため、このままで問題ない場合もあります。',
  otherPerson: (name: string) =>
    `このサインインは ${name} さんのアカウントで行う予定でした。${name} さんのアカウントは元のままです。`,
  accounts: '2つのアカウント',
  typed: '入力したアドレス',
  meant: '予定していたアカウント',
  signedIn: 'サインインしたアカウント',
  held: 'どちらかを選ぶまで、今回のサインインの情報は保存しません。',
  closed: '選ぶ前に Greenlight が終了しました。このアカウントで続ける場合は、もう一度サインインしてください。',
  carryOn: 'このアカウントで続ける',
  choose: 'アカウントを選び直す',
  announce: (name: string) => `${name} さんがサインインしました。このアカウントでよろしいですか。`,
} satisfies SameShape<typeof original>;
