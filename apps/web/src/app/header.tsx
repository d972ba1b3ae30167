import { AccountMenu } from '../account/account-menu.tsx';
import { useAccount } from '../api/use-account.ts';
import { ShortcutsHelp } from '../deliberate/shortcuts-help.tsx';
import classes from './header.module.css';
import { LanguageSwitch } from './language-switch.tsx';
import { PlaceNav } from './place-nav.tsx';
import { ProductMark } from './product-mark.tsx';

/** Product, where one is, language, account. */
export function Header() {
  const user = useAccount();
  return (
    <header className={classes.header}>
      <ProductMark to={user ? '/campaigns' : '/'} />
      <PlaceNav />
      <div className={classes.end}>
        <ShortcutsHelp />
        <LanguageSwitch />
        {user && <AccountMenu user={user} />}
      </div>
    </header>
  );
}
