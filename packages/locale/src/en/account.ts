import type { Translation } from '../translation.ts';
import type { account as source } from '../zh-CN/account.ts';

export const account = {
  menu: 'Account: {{name}}',
  campaigns: 'My campaigns',
  signOut: 'Sign out',
  name: 'Name',
  nameHint: 'Shown in the list of people and on the action board',
  email: 'Email',
  password: 'Password',
  passwordHint: 'At least {{count}} characters',
  showPassword: 'Show or hide the password',
  problems: {
    name: 'Enter your name.',
    email: 'Enter a valid email address.',
    password: 'A password has {{min}} to {{max}} characters.',
    passwordEmpty: 'Enter your password.',
  },
  login: {
    title: 'Sign in',
    submit: 'Sign in',
    wrong: 'The email address or the password is not right.',
    needsSetup: 'This installation is not set up yet. Open the first-run link that the server printed when it started.',
    participantHint: 'Taking part in a session needs no account: ',
    participantLink: 'enter the join code',
  },
  setup: {
    title: 'Create the administrator’s account',
    intro: 'This is the first run. Create your account as administrator; next comes the first campaign.',
    submit: 'Create account and sign in',
    noToken: 'The link is incomplete. Copy the whole first-run link that the server printed, and open it again.',
  },
  invite: {
    title: 'Join a campaign',
    asRole: 'You are invited as {{role}}',
    asLiaison: 'You are invited as liaison of {{unit}}',
    newAccount: 'New here',
    haveAccount: 'Have an account',
    accept: 'Accept invitation',
    createAndAccept: 'Create account and accept',
    signedInAs: 'Signed in as {{name}} ({{email}})',
    notYou: 'Not you? Sign out first',
    noToken: 'The link is incomplete. Copy the whole invitation link, and open it again.',
  },
} as const satisfies Translation<typeof source>;
