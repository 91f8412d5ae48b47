/** Who does what in the demonstration, by the addresses of their accounts. */
export class People {
  readonly #ids: ReadonlyMap<string, string>;

  constructor(people: readonly { email: string; userId: string }[]) {
    this.#ids = new Map(people.map(({ email, userId }) => [email, userId]));
  }

  /** Of the authority or provider of that slug: whoever has the mailbox there. */
  #at(mailbox: string, slug: string): string {
    const id = this.#ids.get(`${mailbox}@${slug}.example`);
    if (!id) throw new RangeError(`No account ${mailbox}@${slug}.example`);
    return id;
  }

  commissionerOf = (slug: string) => this.#at('commissioner', slug);

  /** Those who score applications to the authority's lots: a second commissioner where it has one. */
  evaluatorsOf(slug: string): readonly string[] {
    const second = this.#ids.get(`consortium@${slug}.example`);
    return [this.commissionerOf(slug), ...(second ? [second] : [])];
  }

  bidManagerOf = (slug: string) => this.#at('bids', slug);

  registeredManagerOf = (slug: string) => this.#at('manager', slug);
}
