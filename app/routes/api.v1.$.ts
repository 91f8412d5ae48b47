import { problem } from '../http/problem.server.ts';

/** Whatever else is asked below /api/v1. */
export const loader = () => problem('not-found', 'The API has nothing at this address');

export const action = loader;
