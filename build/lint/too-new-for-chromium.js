import { createRequire } from 'node:module';

/**
 * What the typings of the DOM offer and an old Chromium lacks, read from MDN's compatibility data:
 * interfaces and globals by name, static members as { object, property }. eslint-plugin-compat brings the
 * data but overlooks nearly all of it, so the lists are made here and given to ESLint's own rules.
 */
export function tooNewForChromium(version) {
  const plugin = createRequire(import.meta.url).resolve('eslint-plugin-compat');
  const data = createRequire(plugin)('@mdn/browser-compat-data');
  const globals = new Set();
  const properties = [];
  for (const tree of [data.api, data.javascript.builtins]) {
    for (const [name, feature] of Object.entries(tree)) {
      if (isTooNew(feature, version)) globals.add(name);
      else properties.push(...tooNewStatics(name, feature, version));
    }
  }
  return { globals: [...globals], properties };
}

function tooNewStatics(object, feature, version) {
  return Object.entries(feature)
    .filter(([member, support]) => member !== '__compat' && isTooNew(support, version))
    .map(([member]) => ({ object, property: member.replace(/_static$/, '') }));
}

/** Several statements stand for several stages of support: one that this version has is enough, unless behind a flag. */
function isTooNew(feature, version) {
  const statements = [feature.__compat?.support?.chrome ?? []].flat();
  return statements.length > 0 && statements.every(({ version_added: added, flags }) =>
    flags !== undefined || added === false || added === 'preview' || Number(added) > version);
}
