const LONGEST = 60;
const MOST_ALIKE = 100;

/** What an organisation may be called in addresses, the best first: "Larch & Ash Ltd" → larch-ash-ltd, larch-ash-ltd-2, … */
export function slugsFor(name: string): string[] {
  const plain = name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f’']/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST)
    .replace(/^-+|-+$/g, '');
  const base = plain || 'organisation';
  return Array.from({ length: MOST_ALIKE }, (_, index) => (index === 0 ? base : `${base}-${index + 1}`));
}
