const FILTERS = ['from', 'to', 'person', 'what', 'about', 'reason'];

/** What of an address asks for a part of the audit. */
export function auditParams(address: URLSearchParams): URLSearchParams {
  return pick(address, [...FILTERS, 'before', 'after']);
}

/** What of an address filters the audit: the same for every page of the list and for its export. */
export function filterParams(address: URLSearchParams): URLSearchParams {
  return pick(address, FILTERS);
}

function pick(address: URLSearchParams, names: readonly string[]): URLSearchParams {
  return new URLSearchParams([...address].filter(([name, value]) => names.includes(name) && value !== ''));
}
