import '@mantine/core/styles.layer.css';
import '../ui/global.css';
import { startI18n } from '../ui/i18n.ts';

// As main.tsx does, before anything is drawn.
await startI18n();
