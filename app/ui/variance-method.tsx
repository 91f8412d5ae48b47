/** The method in plain words, with the published example. */
export function VarianceMethod() {
  return (
    <div className="max-w-[65ch] space-y-3">
      <p>
        A client week is 7 nights of one child’s stay. The unit cost is the cost divided by the client weeks. A plus is
        more than the budget, a minus less.
      </p>
      <ul className="list-disc space-y-1 pl-6">
        <li>
          <b>Volume effect</b>: the weeks above or below budget, at the budget’s unit cost.
        </li>
        <li>
          <b>Price effect</b>: the difference in unit cost, over the weeks there were.
        </li>
        <li>
          <b>Total</b>: the actual cost less the budget. It is always volume and price together.
        </li>
      </ul>
      <p>
        Published example, Kent’s in-house fostering in 2011-12: 48,876 weeks budgeted at £399, 57,190 forecast at
        £379.70. Volume: 8,314 × £399 = £3,317,286 more. Price: £19.30 less × 57,190 = £1,103,767 less. Total:
        £2,213,519 more.
      </p>
      <p className="text-table text-muted">
        Effects are worked out exactly and rounded once, to the pound; rows may differ from their total by a pound or
        two. “So far” adds up the effects of its periods; a full-year forecast is compared with the budget of the whole
        year. Source of the method: Kent County Council, Specialist Children’s Services Policy Overview and Scrutiny
        Committee, 22 March 2012 (KCC-2012).
      </p>
    </div>
  );
}
