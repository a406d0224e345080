import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './shell/App';
import './ui/tokens.css';
import './ui/base.css';
import './ui/parts.css';
import './shell/shell.css';

const root = document.getElementById('root');
if (root === null) {
  throw new Error('index.html has no element with the id root.');
}
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
