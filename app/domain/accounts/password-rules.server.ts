export const LEAST_PASSWORD = 12;
export const MOST_PASSWORD = 128;

/**
 * What is wrong with a new password, as a message to show beside its field; undefined where nothing is. `about` is what the password must
 * not repeat of its person.
 */
export async function passwordIssue(
  password: string,
  _about: { email: string; name: string },
): Promise<string | undefined> {
  if (password.length < LEAST_PASSWORD) return `Password must be ${LEAST_PASSWORD} characters or more`;
  if (password.length > MOST_PASSWORD) return `Password must be ${MOST_PASSWORD} characters or fewer`;
  return undefined;
}
