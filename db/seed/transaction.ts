import pg, { type ClientBase } from 'pg';

/** Runs `work` in one transaction over a connection of its own: all of it stays, or none. */
export async function inOneTransaction<T>(
  connectionString: string,
  work: (client: ClientBase) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } finally {
    // Closing the connection rolls back what was not committed.
    await client.end();
  }
}
