@needs-ccd @needs-cda @needs-contactless @needs-cvm-reset @needs-keys @needs-phone @needs-verification-on-device @needs-wire
Feature: A phone asks for its owner before a thief can spend much

  The phone's secure element counts payments twice: for the issuer's money, and for the case that the phone is in wrong hands. When the
  second pair of counters reaches its limit, the phone wants its owner's passcode; only a right one sets that pair back.

  Background:
    Given a phone that holds 100.00 EUR and pays 3 times before it asks for its owner

  Rule: both pairs of counters are in memory that outlives the power

    @TC-R-007 @R-01 @R-02 @pcsc @shows
    Scenario: a phone that was switched off knows what it has paid
      Given the phone has paid 10.00 EUR 2 times
      When the phone is switched off and on
      Then the phone holds 80.00 EUR
      And the spending counters stand at 2 payments and 20.00 EUR
      And the lost-or-stolen counters stand at 2 payments and 20.00 EUR

    # Were one of the pairs in memory that forgets, the thief would switch the phone off after each third payment.
    @TC-R-008 @R-01 @R-02 @R-07 @pcsc @refuses
    Scenario: switching the phone off brings a thief no further payment
      Given the phone has paid 10.00 EUR 3 times
      And the phone has been switched off and on
      When the cardholder taps the phone to pay 10.00 EUR
      Then the phone asks for the passcode
      And the phone still holds 70.00 EUR
      And the spending counters stand at 3 payments and 30.00 EUR
      And the lost-or-stolen counters stand at 3 payments and 30.00 EUR

  Rule: the issuer decides on the limits, and on what they do together

    # The second phone has paid less, and asks. Each phone's own report of its limits has to agree with when it asked.
    @TC-R-009 @R-03 @pcsc @shows
    Scenario: two phones with different limits ask at different payments
      Given the phone has paid 10.00 EUR 3 times
      And the phone asks for the passcode for 10.00 EUR
      And the lost-or-stolen counters stand at 3 payments and 30.00 EUR
      And a wary phone that holds 100.00 EUR and pays 1 times before it asks for its owner
      And the phone has paid 10.00 EUR 1 times
      When the cardholder taps the phone to pay 10.00 EUR
      Then the phone asks for the passcode
      And the lost-or-stolen counters stand at 1 payments and 10.00 EUR

    @TC-R-010 @R-03 @pcsc @refuses
    Scenario: nobody but the issuer raises the limits
      Given the phone has paid 10.00 EUR 3 times
      And a strange application on the phone has tried to raise its limits
      When the cardholder taps the phone to pay 10.00 EUR
      Then the phone asks for the passcode
      And the phone still holds 70.00 EUR
      And the lost-or-stolen counters stand at 3 payments and 30.00 EUR

  Rule: the limit trips after the money was found to suffice, and the owner is asked

    @TC-R-001 @R-05 @R-06 @R-07 @R-08 @pcsc @shows
    Scenario: the payment after the limit asks for the passcode
      Given the phone has paid 10.00 EUR 3 times
      When the cardholder taps the phone to pay 10.00 EUR
      Then the terminal says "see phone"
      And the phone asks for the passcode
      And the phone still holds 70.00 EUR
      And the lost-or-stolen counters stand at 3 payments and 30.00 EUR

    # The second payment passes the limit of the amount, and not yet that of the number: a phone that wanted one limit only would
    # ask there, and the story could not begin.
    @TC-R-011 @R-06 @R-07 @R-08 @shows
    Scenario: one limit alone does not ask, both together do
      Given the phone has paid 20.00 EUR 3 times
      When the cardholder taps the phone to pay 20.00 EUR
      Then the terminal says "see phone"
      And the phone asks for the passcode
      And the phone still holds 40.00 EUR
      And the lost-or-stolen counters stand at 3 payments and 60.00 EUR

    # This issuer wants one limit only: the amount trips while the number is far away.
    @TC-R-012 @R-06 @R-08 @shows
    Scenario: a wary phone asks as soon as one limit is passed
      Given a wary phone that holds 100.00 EUR and pays 3 times before it asks for its owner
      And the phone has paid 20.00 EUR 1 times
      When the cardholder taps the phone to pay 20.00 EUR
      Then the terminal says "see phone"
      And the phone asks for the passcode
      And the lost-or-stolen counters stand at 1 payments and 20.00 EUR

    # A thief who taps again has the same phone in hand, which has asked already.
    @TC-R-013 @R-07 @refuses
    Scenario: a second tap without the passcode does not pay
      Given the phone has paid 10.00 EUR 3 times
      And the phone asks for the passcode for 10.00 EUR
      When the cardholder taps the phone to pay 10.00 EUR
      Then the terminal says "see phone"
      And the phone still holds 70.00 EUR
      And the lost-or-stolen counters stand at 3 payments and 30.00 EUR

    @TC-R-014 @R-05 @pcsc @refuses
    Scenario: nothing is paid without a tap
      Given the phone has paid 10.00 EUR 1 times
      When a strange application on the phone tries to pay 10.00 EUR without a tap
      Then the phone still holds 90.00 EUR
      And the spending counters stand at 1 payments and 10.00 EUR

    # The limit has tripped as well: a phone that looked at it first would ask for the passcode in vain.
    @TC-R-002 @R-06 @R-08 @pcsc @refuses
    Scenario: without funds nobody is asked for anything
      Given the phone has paid 30.00 EUR 3 times
      And the cardholder has gone to a shop without a line to the issuer
      When the cardholder taps the phone to pay 20.00 EUR
      Then the terminal declines the payment
      And the phone asks for nothing
      And the phone still holds 10.00 EUR

    # A phone that holds its money knows that there is none, whoever could be asked. (One that spends on account asks its owner here,
    # and then its issuer.)
    @TC-R-081 @R-06 @R-08 @refuses
    Scenario: a phone without money asks nobody, though its issuer could be asked
      Given a modern phone that holds 100.00 EUR and pays 3 times before it asks for its owner
      And the phone has paid 30.00 EUR 3 times
      When the cardholder taps the phone to pay 20.00 EUR
      Then the terminal declines the payment
      And the phone asks for nothing
      And the phone still holds 10.00 EUR

  Rule: only a valid passcode resets the second pair, and it resets nothing else

    @TC-R-003 @R-09 @R-10 @pcsc @shows
    Scenario: the right passcode resets the lost-or-stolen counters
      Given the phone has paid 10.00 EUR 3 times
      And the phone asks for the passcode for 10.00 EUR
      When the cardholder enters the passcode
      Then the phone asks for a second tap
      And the lost-or-stolen counters stand at 0 payments and 0.00 EUR
      And the spending counters stand at 3 payments and 30.00 EUR

    @TC-R-004 @R-09 @R-10 @pcsc @refuses
    Scenario: a wrong passcode resets nothing and costs one try
      Given the phone has paid 10.00 EUR 3 times
      And the phone asks for the passcode for 10.00 EUR
      When the cardholder enters a wrong passcode
      Then the phone says that the passcode was wrong, with one try less
      And the lost-or-stolen counters stand at 3 payments and 30.00 EUR

    # The passcode is right, and a tap has asked for it: only the way is wrong. Entered over the phone's own wire it would reset them.
    @TC-R-030 @R-10 @refuses
    Scenario: a passcode that comes over the air resets nothing
      Given the phone has paid 10.00 EUR 3 times
      And the phone asks for the passcode for 10.00 EUR
      When a strange reader tries to enter the passcode
      Then the lost-or-stolen counters stand at 3 payments and 30.00 EUR

  Rule: the second tap consummates the payment that the owner was asked for, and no other

    @TC-R-005 @R-11 @shows
    Scenario: the phone pays at the second tap
      Given the phone has paid 10.00 EUR 3 times
      And the phone asks for the passcode for 10.00 EUR
      And the cardholder has entered the passcode
      When the cardholder taps the phone to pay 10.00 EUR
      Then the terminal approves the payment
      And the phone holds 60.00 EUR
      And the lost-or-stolen counters stand at 0 payments and 0.00 EUR

    # Over the air nobody can take back what the owner entered the passcode for: that is for the phone itself, over its wire. A
    # phone that was disarmed would pay as well, for its limits began anew; but it would count the payment.
    @TC-R-031 @R-11 @shows
    Scenario: a reader that is held to the phone takes nothing back
      Given the phone has paid 10.00 EUR 3 times
      And the phone asks for the passcode for 10.00 EUR
      And the cardholder has entered the passcode
      And a strange reader has tried to disarm the phone
      When the cardholder taps the phone to pay 10.00 EUR
      Then the terminal approves the payment
      And the phone holds 60.00 EUR
      And the lost-or-stolen counters stand at 0 payments and 0.00 EUR

    @TC-R-006 @R-11 @pcsc @refuses
    Scenario: the passcode for a small payment does not pay a larger one
      Given the phone has paid 10.00 EUR 3 times
      And the phone asks for the passcode for 10.00 EUR
      And the cardholder has entered the passcode
      When the cardholder taps the phone to pay 25.00 EUR
      Then the terminal declines the payment
      And the phone still holds 70.00 EUR

  Rule: the owner may want to be asked more often than the issuer asks, and never less

    # Both limits of the issuer are far away at the last tap: it is for the owner's sake that the phone asks.
    @TC-R-015 @R-04 @R-08 @pcsc @shows
    Scenario: a phone asks after as many payments as its owner wants
      Given the phone has paid 10.00 EUR 3 times
      And the phone asks for the passcode for 10.00 EUR
      And the phone has been set to ask after 1 payment
      And the phone has paid 10.00 EUR 2 times
      When the cardholder taps the phone to pay 10.00 EUR
      Then the phone asks for the passcode
      And the phone still holds 50.00 EUR
      And the lost-or-stolen counters stand at 1 payments and 10.00 EUR

    @TC-R-016 @R-04 @R-08 @shows
    Scenario: a phone asks before a payment that is larger than its owner wants
      Given the phone has paid 10.00 EUR 3 times
      And the phone asks for the passcode for 10.00 EUR
      And the phone has been set to ask above 5.00 EUR
      And the phone has paid 5.00 EUR 2 times
      When the cardholder taps the phone to pay 5.01 EUR
      Then the phone asks for the passcode
      And the phone still holds 60.00 EUR
      And the lost-or-stolen counters stand at 1 payments and 5.00 EUR

    @TC-R-017 @R-04 @R-08 @shows
    Scenario: a phone whose owner wants to be asked at every payment asks at every payment
      Given the phone has paid 10.00 EUR 3 times
      And the phone asks for the passcode for 10.00 EUR
      And the phone has been set to ask at every payment
      And the phone has paid 10.00 EUR 1 times
      When the cardholder taps the phone to pay 0.01 EUR
      Then the phone asks for the passcode
      And the phone still holds 60.00 EUR
      And the lost-or-stolen counters stand at 0 payments and 0.00 EUR

    # The passcode was right, so the money of the next tap is not in question: only the wish is refused.
    @TC-R-018 @R-04 @refuses
    Scenario: an owner who wants to be asked less than the issuer asks is refused
      Given the phone has paid 10.00 EUR 3 times
      And the phone asks for the passcode for 10.00 EUR
      When the cardholder enters the passcode and sets the phone to ask after 4 payments
      Then the phone refuses the settings
      And the lost-or-stolen counters stand at 0 payments and 0.00 EUR

    @TC-R-019 @R-04 @R-07 @refuses
    Scenario: the issuer's limits hold under whatever its owner wants
      Given the phone has paid 10.00 EUR 3 times
      And the phone asks for the passcode for 10.00 EUR
      And the cardholder enters the passcode and sets the phone to ask above 100.00 EUR
      And the phone has paid 10.00 EUR 4 times
      When the cardholder taps the phone to pay 10.00 EUR
      Then the phone asks for the passcode
      And the phone still holds 30.00 EUR
      And the lost-or-stolen counters stand at 3 payments and 30.00 EUR

    @TC-R-020 @R-04 @R-09 @refuses
    Scenario: without the passcode nobody sets the phone
      Given the phone has paid 10.00 EUR 3 times
      And the phone asks for the passcode for 10.00 EUR
      When the cardholder enters a wrong passcode and sets the phone to ask at every payment
      Then the phone refuses the settings
      And the lost-or-stolen counters stand at 3 payments and 30.00 EUR

    # The phone has no passcode in mind when the application comes: the settings are as the owner left them.
    @TC-R-021 @R-04 @refuses
    Scenario: a strange application does not take back what the owner wants
      Given the phone has paid 10.00 EUR 3 times
      And the phone asks for the passcode for 10.00 EUR
      And the phone has been set to ask above 5.00 EUR
      And the phone has paid 5.00 EUR 1 times
      And a strange application on the phone has tried to take back its owner's settings
      When the cardholder taps the phone to pay 10.00 EUR
      Then the phone asks for the passcode
      And the phone still holds 65.00 EUR
      And the lost-or-stolen counters stand at 0 payments and 0.00 EUR
