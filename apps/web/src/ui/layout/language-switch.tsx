import { LANGUAGE_NAMES, LANGUAGES } from '@gongyi/locale';
import { changeLanguage, useLanguage } from '../i18n.ts';
import classes from './language-switch.module.css';

/**
 * One button: with two languages, the one that is not on the screen. It speaks that language
 * itself.
 */
export function LanguageSwitch() {
  const language = useLanguage();
  const other = LANGUAGES.find((candidate) => candidate !== language) ?? language;
  return (
    <button type="button" className={classes.button} lang={other} onClick={() => void changeLanguage(other)}>
      {LANGUAGE_NAMES[other]}
    </button>
  );
}
