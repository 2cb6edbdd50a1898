import { bundleApp } from './bundle/bundle-app.ts';

const { rebuilt, milliseconds } = await bundleApp();
console.log(rebuilt.length === 0 ? 'dist/ is up to date' : `dist/ rebuilt: ${rebuilt.join(', ')} (${milliseconds} ms)`);
