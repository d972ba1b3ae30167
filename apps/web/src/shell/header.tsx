import { AccountMenu } from '../account/account-menu.tsx';
import { useAccount } from '../api/use-account.ts';
import { LanguageSwitch } from '../ui/layout/language-switch.tsx';
import { ProductMark } from '../ui/layout/product-mark.tsx';
import classes from './header.module.css';
import { PlaceNav } from './place-nav.tsx';
import { ShortcutsHelp } from './shortcuts-help.tsx';

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
