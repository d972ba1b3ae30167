import { formatJoinCode } from '@gongyi/domain';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useAccount } from '../api/use-account.ts';
import { PlainLayout } from '../ui/layout/plain-layout.tsx';
import { PushButton } from '../ui/plain/push-button.tsx';
import { TextField } from '../ui/plain/text-field.tsx';
import { usePageTitle } from '../ui/use-page-title.ts';
import classes from './join.module.css';
import { joinCodeIn } from './join-code-in.ts';

/** The first page of everybody without a link: the code from the screen, or sign in. */
export function LandingPage() {
  const { t } = useTranslation();
  usePageTitle(t('points.landing.title'));
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState(false);

  function join(code: string): void {
    setTyped(formatJoinCode(code));
    void navigate(`/j/${code}`);
  }

  function onChange(value: string): void {
    setTyped(value);
    setWrong(false);
    const code = joinCodeIn(value);
    if (code !== null) join(code);
  }

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    const code = joinCodeIn(typed);
    if (code === null) setWrong(true);
    else join(code);
  }

  return (
    <PlainLayout>
      <div className={classes.stack}>
        <h1 className={classes.title}>{t('points.landing.title')}</h1>
        <p>{t('points.landing.lead')}</p>
        <form className={classes.stack} onSubmit={onSubmit} noValidate>
          <TextField
            label={t('points.landing.codeLabel')}
            className={classes.code}
            value={typed}
            onChange={({ currentTarget }) => onChange(currentTarget.value)}
            error={wrong ? t('points.landing.wrong') : null}
            placeholder={t('points.landing.codeExample')}
            autoCapitalize="characters"
            autoComplete="off"
            autoCorrect="off"
            spellCheck={false}
            enterKeyHint="go"
          />
          <PushButton type="submit">{t('points.landing.go')}</PushButton>
        </form>
        <StaffEntrance />
      </div>
    </PlainLayout>
  );
}

function StaffEntrance() {
  const { t } = useTranslation();
  const user = useAccount();
  if (user)
    return (
      <Link to="/campaigns" className={classes.link}>
        {t('points.landing.toCampaigns')}
      </Link>
    );
  return (
    <p className={classes.soft}>
      {t('points.landing.staff')}{' '}
      <Link to="/login" className={classes.link}>
        {t('points.landing.signIn')}
      </Link>
    </p>
  );
}
