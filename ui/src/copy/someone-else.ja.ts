import type { SameShape } from './text';
import type { someoneElse as original } from './someone-else.en';

export const someoneElse = {
  title: 'この|アカウントで|よろしいですか',
  otherAddress:
    '入力したものとは別のアドレスでサインインしました。1つのメールボックスに複数のアドレスがあることも多いため、このままで問題ない場合もあります。',
  otherPerson: (name: string) =>
    `このサインインは ${name} さんのアカウントで行う予定でした。別のアカウントで続けると、表示はそのアカウントに切り替わり、${name} さんの進行中の手続きはここで終わります。`,
  accounts: '2つのアカウント',
  typed: '入力したアドレス',
  meant: '予定していたアカウント',
  signedIn: 'サインインしたアカウント',
  held: 'どちらかを選ぶまで、このアカウントへのアクセス情報は保存しません。',
  closed: '選ぶ前に Greenlight が終了しました。このアカウントで続ける場合は、もう一度サインインしてください。',
  carryOn: 'このアカウントで続ける',
  choose: 'アカウントを選び直す',
  announce: (name: string) => `${name} さんがサインインしました。このアカウントでよろしいですか。`,
} satisfies SameShape<typeof original>;
