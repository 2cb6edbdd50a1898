import { everywhere } from './code-rules.js';
import { tooNewForChromium } from './too-new-for-chromium.js';

const NO_CLOCK = 'shared/ has no clock and no dice: take the instant or the bytes as an argument.';

/** shared/: the compiler rejects DOM and Node; these compile, and are banned here. */
export const sharedRules = {
  'no-restricted-properties': [
    'error',
    { object: 'Date', property: 'now', message: NO_CLOCK },
    { object: 'Math', property: 'random', message: NO_CLOCK },
  ],
  'no-restricted-syntax': [
    'error',
    ...everywhere,
    { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: NO_CLOCK },
    { selector: "CallExpression[callee.name='Date']", message: NO_CLOCK },
  ],
};

const NOT_IN_NODE_18 = 'Electron 25 runs Node 18.15, which lacks it';

/** electron/: what the typings of Node 24 offer and Node 18.15 lacks. */
export const oldNodeRules = {
  'no-restricted-globals': [
    'error',
    ...['crypto', 'CryptoKey', 'SubtleCrypto', 'navigator', 'WebSocket', 'File', 'CustomEvent', 'EventSource', 'CloseEvent', 'localStorage', 'sessionStorage']
      .map((name) => ({ name, message: `${NOT_IN_NODE_18} (crypto: import node:crypto).` })),
  ],
  'no-restricted-properties': [
    'error',
    ...[
      ['AbortSignal', 'any'], ['Array', 'fromAsync'], ['Object', 'groupBy'], ['Map', 'groupBy'], ['Promise', 'withResolvers'],
      ['Promise', 'try'], ['URL', 'canParse'], ['URL', 'parse'], ['process', 'getBuiltinModule'], ['process', 'loadEnvFile'],
      ['util', 'styleText'], ['fs', 'openAsBlob'], ['fs', 'glob'],
    ].map(([object, property]) => ({ object, property, message: `${NOT_IN_NODE_18}.` })),
  ],
  'no-restricted-syntax': [
    'error',
    ...everywhere,
    { selector: "MemberExpression[object.type='MetaProperty'][property.name=/^(dirname|filename|resolve)$/]", message: 'Main is bundled as CommonJS: there is no such field.' },
    { selector: "MemberExpression[property.name='parentPath']", message: `${NOT_IN_NODE_18}.` },
    { selector: "CallExpression[callee.name='readdir'] Property[key.name='recursive']", message: `${NOT_IN_NODE_18}.` },
  ],
};

const NOT_IN_CHROMIUM_114 = 'Electron 25 runs Chromium 114, which lacks it.';
const tooNew = tooNewForChromium(114);

/** renderer/: the bundler lowers syntax for Chromium 114, it does not add missing interfaces. */
export const oldChromiumRules = {
  'no-restricted-globals': ['error', ...tooNew.globals.map((name) => ({ name, message: NOT_IN_CHROMIUM_114 }))],
  'no-restricted-properties': ['error', ...tooNew.properties.map((member) => ({ ...member, message: NOT_IN_CHROMIUM_114 }))],
};

/** Only electron/ipc registers handlers, so that no call escapes the check of its sender and arguments. */
export const ipcRules = {
  'no-restricted-imports': [
    'error',
    { paths: [
      { name: 'electron', importNames: ['ipcMain'], message: 'Register through electron/ipc, which checks sender and arguments.' },
      { name: 'electron', importNames: ['ipcRenderer'], message: 'Only a *.preload.ts slice calls main.' },
    ] },
  ],
};

export const preloadRules = {
  'no-restricted-imports': [
    'error',
    { paths: [{ name: 'electron', importNames: ['ipcMain'], message: 'A preload runs in the renderer process.' }] },
  ],
};
