Feature: A card shows what its statement says

  Which scenarios apply to a card follows from its statement, so that a false one would leave out what the card does wrong. As far as a
  terminal without keys can look, the card is held against it: docs/statement.md. In a run without a statement it is this home's own
  prepaid card, against the statement that its issuer would give.

  @TC-C-084 @C-05 @needs-contactless @pcsc @shows
  Scenario: over its antenna a card shows what its statement says
    Given a payment card with its statement
    When a terminal without keys reads the card
    Then the card shows what its statement says

  @TC-C-085 @C-05 @needs-contact @shows
  Scenario: over its contacts a card shows what its statement says
    Given a payment card with its statement
    When a terminal without keys reads the card over its contacts
    Then the card shows what its statement says
