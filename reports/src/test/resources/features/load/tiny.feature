Feature: Evidence lands where it was caused

  @TC-X-005
  Scenario: a step nobody wrote
    Given something without a definition

  @TC-X-006
  Scenario Outline: rows
    When the card is tapped <times> times

    Examples:
      | times |
      | 1     |
      | 2     |

  @TC-X-009
  Scenario Outline: <row> rows with numbers
    When the card is tapped <times> times

    Examples:
      | row | times |
      | 12  | 1     |

  @TC-X-007 @L-08 @shows
  Scenario: a tag that the trace does not bear out
    When the card is tapped 1 times

  @TC-X-008
  Scenario: secrets are everywhere
    When a secret is shown
    Then an error repeats the secret

  Scenario: no id
    When the card is tapped 1 times

  Rule: a step shows what it caused

    @TC-X-001 @shows
    Scenario: two steps, two taps
      Given the card is tapped 1 times
      When the card is tapped 2 times
      Then nothing is wrong

    @TC-X-002 @refuses
    Scenario: the product misbehaves
      Given the card is tapped 1 times
      Then the card holds the wrong amount

    @TC-X-003
    Scenario: the bench breaks
      When the reader falls off the table

    @TC-X-004
    Scenario: the bench lacks something
      Given a card that nobody has
