import { createContext } from 'react';

/** What the server knows of the request that a page answers. */
export interface RequestDetails {
  /** Lets a script of ours run: the Content-Security-Policy names it. */
  nonce: string;
  /** The number by which this request is found in the log. */
  requestId: string;
  /** The database was away, or had no connection left. */
  unavailable: boolean;
}

/** In the browser nothing of it is known. */
export const RequestDetailsContext = createContext<RequestDetails>({ nonce: '', requestId: '', unavailable: false });
