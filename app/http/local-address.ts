/** An address of ours to go on to; anything that leads elsewhere becomes `fallback`. */
export function localAddress(next: string | null | undefined, fallback: string): string {
  if (!next?.startsWith('/')) return fallback;
  const base = 'http://here.invalid';
  const url = URL.canParse(next, base) ? new URL(next, base) : undefined;
  // "/.//evil.example" is here, but its path without the dot leads elsewhere.
  return url?.origin === base && !url.pathname.startsWith('//') ? url.pathname + url.search : fallback;
}
