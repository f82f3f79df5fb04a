@needs-ccd @needs-cda @needs-contactless @needs-cvm-reset @needs-keys @needs-phone @needs-verification-on-device @needs-wire
Feature: What a thief can spend of a debit card in a phone

  The ways are those that 'tapbench validate features/risk/debit-phone.yaml' finds: no other one brings a thief more who does not
  know the passcode.

  # The worst moment: the owner has entered the passcode for all that the phone may spend, and the phone is taken before the second
  # tap. A phone that counted what was armed would stop the thief earlier, one that did not count the rest would stop him never.
  @TC-R-059 @R-06 @R-11 @pcsc @shows
  Scenario: a thief who takes an armed phone spends what was armed, and the lost-or-stolen amount once
    Given a new phone under this folder's risk profile, whose issuer refuses nothing
    And its owner did this:
      | pay 200.00 EUR where nobody can be asked |
      | enter the passcode                       |
    When a thief does this:
      | pay 200.00 EUR where nobody can be asked    |
      | pay 50.00 EUR where the issuer can be asked |
      | pay 50.00 EUR where nobody can be asked     |
      | pay 50.00 EUR where nobody can be asked     |
    Then the thief has spent 350.00 EUR

  @TC-R-060 @R-07 @refuses
  Scenario: nothing more is paid after that, wherever the thief goes
    Given a new phone under this folder's risk profile, whose issuer refuses nothing
    And its owner did this:
      | pay 50.00 EUR where the issuer can be asked |
      | pay 50.00 EUR where nobody can be asked     |
      | pay 50.00 EUR where nobody can be asked     |
    When a thief does this:
      | pay 0.01 EUR where nobody can be asked      |
      | pay 0.01 EUR where the issuer can be asked  |
      | pay 50.00 EUR where the issuer can be asked |
    Then the thief has spent 0.00 EUR

  # Where nobody can be asked there is no money, so nobody is asked for a passcode either. Where the issuer can be asked it is the
  # issuer who knows about money: a phone that looked at its own counters first would never pay again, with its owner or without.
  @TC-R-080 @R-11 @shows
  Scenario: over both its limits the phone asks for the passcode where its issuer can be asked, and then for its issuer
    Given a new phone under this folder's risk profile, whose issuer refuses nothing
    And its owner did this:
      | pay 50.00 EUR where nobody can be asked |
      | pay 50.00 EUR where nobody can be asked |
      | pay 50.00 EUR where nobody can be asked |
    When a thief does this:
      | pay 60.00 EUR where nobody can be asked     |
      | pay 60.00 EUR where the issuer can be asked |
      | enter the passcode                          |
      | pay 60.00 EUR where the issuer can be asked |
    Then the thief has spent 60.00 EUR
