import '@mantine/core/styles.layer.css';
import './ui/global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './shell/app.tsx';
import { loadPagesAt } from './shell/routes.tsx';
import { startI18n } from './ui/i18n.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

/** Whoever waits longer for a page's code sees its shape meanwhile. */
const SKELETON_AFTER_MS = 300;

const pages = loadPagesAt(window.location.pathname);
// The words come first: a page that rendered without them would flash keys.
await startI18n();
await Promise.race([pages, new Promise((resolve) => setTimeout(resolve, SKELETON_AFTER_MS))]);
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
