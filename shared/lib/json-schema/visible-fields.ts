type Condition = { readonly field: string; readonly equals: string | number | boolean };
type Conditional = { readonly 'x-visible-when'?: Condition | undefined };
type Values = Readonly<Record<string, unknown>>;

/** Whether something that depends on another answer applies; with no condition it always does. */
export function applies(item: Conditional, values: Values): boolean {
  const condition = item['x-visible-when'];
  return condition === undefined || values[condition.field] === condition.equals;
}

type Form = { readonly properties: Readonly<Record<string, Conditional>>; readonly 'x-order': readonly string[] };

/**
 * Fields to show, in the form's order. A field whose condition rests on a hidden field is hidden too, whatever that
 * field still holds.
 */
export function visibleFields(form: Form, values: Values): readonly string[] {
  const visible = new Set<string>();
  const resolve = (field: string, path: readonly string[]): boolean => {
    const property = form.properties[field];
    if (property === undefined || path.includes(field)) return false;
    if (visible.has(field)) return true;
    const condition = property['x-visible-when'];
    const shown = condition === undefined || (resolve(condition.field, [...path, field]) && values[condition.field] === condition.equals);
    if (shown) visible.add(field);
    return shown;
  };
  const names = [...form['x-order'], ...Object.keys(form.properties).filter((name) => !form['x-order'].includes(name))];
  return names.filter((name) => resolve(name, []));
}
