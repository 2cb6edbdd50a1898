import '@fontsource-variable/atkinson-hyperlegible-next';
import '#renderer/ui/tokens.css';
import './base.css';
import { i18n } from '@lingui/core';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { App } from './app.tsx';
import { installTrustedTypes } from './trusted-types.ts';

installTrustedTypes();
// Zod would try `new Function` to see whether it may; the content policy reports even the attempt.
z.config({ jitless: true });
// French is the source text, so that there is nothing to load; the compiler reads placeholders and plurals.
i18n.setMessagesCompiler(compileMessage);
i18n.load('fr', {});
i18n.activate('fr');

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(<App />);
