import { data } from '@remix-run/node';

const INTENT = '__intent__';
const STATE = '__state__';
const MOST_LIST_INDEX = /^\[\d{1,2}\]\.[a-zA-Z]+(\.[a-zA-Z]+)?$/;

/**
 * A posted form as conform can read it. conform throws on a list that is no list, on a control it does not know and on names that
 * JavaScript's objects have already, and an index of a thousand million costs it as many rows: none of them came from a page of ours,
 * so they are left out. `lists` are the fields that people add rows to.
 */
export async function formDataOf(request: Request, { lists = [] }: { lists?: readonly string[] } = {}) {
  const posted = await request.formData().catch(() => {
    throw data({ message: 'What was sent is not a form' }, { status: 400 });
  });
  return fieldsOfOurs(posted, lists);
}

/** The same of fields that were read already. */
export function fieldsOfOurs(posted: Iterable<[string, FormDataEntryValue]>, lists: readonly string[] = []): FormData {
  const form = new FormData();
  for (const [name, value] of posted) {
    if (typeof value === 'string' && isOurs(name, value, lists)) form.append(name, value);
  }
  return form;
}

function isOurs(name: string, value: string, lists: readonly string[]): boolean {
  if (name === STATE) return false;
  if (name === INTENT) return isListControl(value, lists);
  if (name.split(/[.[\]]/).some((part) => part in Object.prototype)) return false;
  const list = lists.find((list) => name === list || name.startsWith(`${list}[`) || name.startsWith(`${list}.`));
  return list === undefined ? !name.includes('[') : MOST_LIST_INDEX.test(name.slice(list.length));
}

/** A button that adds a row to one of the lists, or removes one. */
function isListControl(value: string, lists: readonly string[]): boolean {
  try {
    const { type, payload } = JSON.parse(value) as { type?: unknown; payload?: { name?: unknown; index?: unknown } };
    const known = typeof payload?.name === 'string' && lists.includes(payload.name);
    if (type === 'insert') return known && Object.keys(payload).every((key) => key === 'name');
    return known && type === 'remove' && Number.isInteger(payload.index) && Number(payload.index) >= 0;
  } catch {
    return false;
  }
}
