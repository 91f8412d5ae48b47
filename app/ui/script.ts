import { useEffect, useState } from 'react';

/** True once script runs in the page: for what is of no use without it. */
export function useScript(): boolean {
  const [runs, setRuns] = useState(false);
  useEffect(() => setRuns(true), []);
  return runs;
}
