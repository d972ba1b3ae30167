import { encode } from 'uqr';
import classes from './qr-code.module.css';

/**
 * Four modules of white around the code, as the standard asks: scanners find it on any background.
 */
const QUIET_ZONE = 4;

type Props = { readonly text: string; readonly label: string };

/**
 * A QR code as one path, sharp at any size. Dark on white in every theme, because many scanners
 * read nothing else.
 */
export function QrCode({ text, label }: Props) {
  const { data, size } = encode(text, { ecc: 'M', border: QUIET_ZONE });
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return (
    <svg
      className={classes.code}
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
