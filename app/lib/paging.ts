/** The page to show, from 1: a page past the end becomes the last. */
export function lastPage(asked: number, rows: number, pageSize: number): number {
  return Math.min(asked, Math.max(1, Math.ceil(rows / pageSize)));
}
