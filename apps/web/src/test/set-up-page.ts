import '@mantine/core/styles.layer.css';
import '../app/global.css';
import { startI18n } from '../app/i18n.ts';

// As main.tsx does, before anything is drawn.
await startI18n();
