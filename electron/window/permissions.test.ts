import { expect, test } from 'vitest';
import { isPermitted, type PermissionQuestion } from './permissions.ts';

const ours: PermissionQuestion = { permission: 'media', by: 'plainpied://app/', media: ['video'], isMainFrame: true };

test.each<[string, PermissionQuestion]>([
  ['our page looks through the camera', ours],
  ['our page copies a number', { permission: 'clipboard-sanitized-write', by: 'plainpied://app', isMainFrame: true }],
  ['our page keeps its storage', { permission: 'persistent-storage', by: 'plainpied://app/#/poste', isMainFrame: true }],
])('%s', (_, question) => {
  expect(isPermitted(question)).toBe(true);
});

test.each<[string, PermissionQuestion]>([
  ['a microphone', { ...ours, media: ['audio'] }],
  ['a camera with its microphone', { ...ours, media: ['video', 'audio'] }],
  ['something unknown', { ...ours, media: ['unknown'] }],
  ['nothing named', { ...ours, media: [] }],
  ['a document in a frame', { ...ours, isMainFrame: false }],
  ['another origin', { ...ours, by: 'https://exemple.fr/' }],
  ['an origin that looks like ours', { ...ours, by: 'plainpied://app.exemple.fr/' }],
  ['a location', { permission: 'geolocation', by: 'plainpied://app/', isMainFrame: true }],
  ['the screen', { permission: 'display-capture', by: 'plainpied://app/', isMainFrame: true }],
  ['reading the clipboard', { permission: 'clipboard-read', by: 'plainpied://app/', isMainFrame: true }],
])('refused: %s', (_, question) => {
  expect(isPermitted(question)).toBe(false);
});
