import classes from './theme-stripe.module.css';

type Props = { readonly themes: readonly { readonly short: string; readonly color: string }[] };

/** The themes of a campaign or template at a glance: one colour and short name each. */
export function ThemeStripe({ themes }: Props) {
  return (
    <ul className={classes.stripe}>
      {themes.map((theme) => (
        <li key={`${theme.color} ${theme.short}`} className={classes.theme}>
          <span className={classes.color} style={{ background: theme.color }} aria-hidden />
          {theme.short}
        </li>
      ))}
    </ul>
  );
}
